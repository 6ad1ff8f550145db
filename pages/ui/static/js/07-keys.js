// The focus after an act stands in the work, after the list of keys where it was before.
(function () {
  var h = window.hukou, list, from;
  function back(el) { (el && el !== document.body && document.contains(el) ? el : document.getElementById("main")).focus(); }
  document.addEventListener("DOMContentLoaded", function () {
    if (document.activeElement === document.body && document.querySelector(".done-line")) back();
  });
  // shut closes the list of keys, for what has to lie above it too.
  h.shut = function (e) { if (e) e.preventDefault(); if (list) { list.remove(); list = 0; back(from); } };
  function open() {
    fetch("/keys", { headers: { "HX-Request": "true" } }).then(function (r) { return r.text(); }).then(function (html) {
      if (list) return;
      from = document.activeElement;
      document.body.insertAdjacentHTML("beforeend", html);
      list = document.body.lastElementChild;
      var own = document.querySelector("#main .keys");
      if (own) list.querySelector("dl").after(own.cloneNode(true));
      list.oncancel = list.onsubmit = h.shut;
      list.onkeydown = function (e) { e.stopPropagation(); }; // no key reaches the page beneath
      list.showModal();
    });
  }
  document.addEventListener("keydown", function (e) {
    if (/^[?？]$/.test(e.key) && h.letters() && !h.typing(e.target)) open();
  });
})();
