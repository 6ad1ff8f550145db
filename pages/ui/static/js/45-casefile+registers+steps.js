// Printing a sheet, unless it says why not.
(function () {
  "use strict";
  hukou.island("print", function (el) {
    el.addEventListener("click", function () {
      var why = document.querySelector(".sheet.unchecked #glyphs:not([hidden])");
      if (why) why.focus(); else window.print();
    });
  });
})();
