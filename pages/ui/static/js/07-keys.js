// The focus after an act stands in the work, after the list of keys where it was before.
(function () {
  var h = window.hukou, list, from;
  function back(el) { (el && el !== document.body && el.isConnected ? el : document.getElementById("main")).focus({ preventScroll: true }); }
  document.addEventListener("DOMContentLoaded", function () {
    if (document.querySelector(".done-line")) back(document.activeElement);
  });
  // shut closes the list of keys, for what has to lie above it too.
  h.shut = function () { if (list) { list.remove(); list = 0; back(from); } };
  function open() {
    fetch("/keys", { headers: { "HX-Request": "true" } }).then(function (r) { return r.text(); }).then(function (html) {
      if (list) return;
      from = document.activeElement;
      document.body.insertAdjacentHTML("beforeend", html);
      list = document.body.lastElementChild;
      list.oncancel = list.onsubmit = h.shut;
      list.onkeydown = function (e) { e.stopPropagation(); }; // none reaches the page beneath
      list.showModal();
    });
  }
  document.addEventListener("keydown", function (e) {
    if (/^[?？]$/.test(e.key) && h.letters() && !h.typing(e.target)) open();
  });
})();
