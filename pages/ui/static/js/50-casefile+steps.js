// The case page: zoom and turn of a scan, the characters of a sheet.
(function () {
  "use strict";
  hukou.island("casescan", function (el) {
    var img = el.querySelector("img"), tools = el.querySelector("[data-tools]"), zoom = 0, turn = 0;
    if (!img || !tools) return;
    tools.hidden = false;
    function draw() { img.className = (zoom ? "z" + zoom : "") + (turn ? " t" + turn : ""); }
    tools.addEventListener("click", function (e) {
      var b = e.target.closest("button");
      if (!b) return;
      if (b.dataset.zoom) zoom = Math.max(0, Math.min(3, zoom + Number(b.dataset.zoom)));
      else turn = (turn + 1) % 4;
      draw();
    });
  });
  // Draws each character beyond the common ones in the sheet's own fonts and compares it
  // with what stands for a code point that nothing is assigned to: the same picture, or
  // none, is a character that this machine does not have. The sheet then stays unprinted.
  hukou.island("glyphs", function (el) {
    var size = 48, canvas = document.createElement("canvas"), style = getComputedStyle(el.querySelector(".sheet-rare b") || el);
    canvas.width = canvas.height = size * 2;
    var pen = canvas.getContext("2d");
    function drawn(c) {
      pen.clearRect(0, 0, size * 2, size * 2);
      pen.font = style.fontWeight + " " + size + "px " + style.fontFamily;
      pen.fillText(c, size / 2, size * 1.5);
      var bytes = pen.getImageData(0, 0, size * 2, size * 2).data, out = "";
      for (var i = 3; i < bytes.length; i += 4) out += String.fromCharCode(bytes[i]);
      return out;
    }
    var none = [drawn(" "), drawn("\u{5fffd}"), drawn("\u{6fffd}"), drawn("\u0378")];
    var beyond = el.textContent.match(/[\u3400-\u4dbf\u{20000}-\u{3ffff}\ue000-\ufaff][\u{e0100}-\u{e01ef}]?/gu) || [];
    var lacking = beyond.filter(function (c, i) { return beyond.indexOf(c) === i && none.indexOf(drawn(c)) >= 0; });
    el.classList.toggle("unchecked", lacking.length > 0);
    if (!lacking.length) return;
    var fault = el.querySelector("#glyphs");
    fault.querySelector("[data-lacking]").textContent = lacking.map(function (c) {
      return c + " " + Array.from(c).map(function (x) { return "U+" + x.codePointAt(0).toString(16).toUpperCase(); }).join(" ");
    }).join(" · ");
    fault.hidden = false;
  });
  // Opening the list of what cannot be done from the menu unfolds it.
  hukou.island("casefile", function (el) {
    el.addEventListener("click", function (e) {
      var a = e.target.closest('a[href="#cannot"]'), d = document.querySelector("#cannot details");
      if (a && d) d.open = true;
    });
  });
})();
