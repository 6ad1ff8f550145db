// A roster that is being checked says so while the answer is on its way.
hukou.island("checking", function (form) {
  "use strict";
  form.addEventListener("submit", function () {
    var says = form.querySelector("[data-checking]");
    if (says) says.hidden = false;
  });
});
