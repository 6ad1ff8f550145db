// Where births are written down: days of the lunar calendar, and how names are read.
(function () {
  "use strict";
  var h = window.hukou;
  // lunar finds the day of 农历 words, "2026年八月初一" or "腊月廿三": that of the year
  // written, else the last one before today.
  h.lunar = function (v, today) {
    var m = h.halfwidth(v).match(/^\s*[农阴旧]历\s*(?:([\d〇零一二三四五六七八九]{4})年)?\s*(闰?)(\d+|[正一二三四五六七八九十冬腊]+)月(\d+|[初十廿卅一二三四五六七八九]+)日?\s*$/), signs = "〇一二三四五六七八九";
    if (!m) return "";
    function figure(w) {
      if (/^\d+$/.test(w)) return +w;
      var p = w.replace("初", "").replace("廿", "二十").replace("卅", "三十").replace("正", "一").replace("冬", "十一").replace("腊", "十二").split("十");
      return p.length < 2 ? signs.indexOf(p[0]) : (p[0] ? signs.indexOf(p[0]) : 1) * 10 + (p[1] ? signs.indexOf(p[1]) : 0);
    }
    var year = m[1] && m[1].replace(/[^\d]/g, function (c) { return Math.max(signs.indexOf(c), 0); }), want = m[2] + figure(m[3]) + "/" + figure(m[4]);
    try {
      var words = new Intl.DateTimeFormat("zh-u-ca-chinese-nu-latn", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
      for (var d = new Date((year ? +year + 1 + "-02-25" : today) + "T00:00:00Z"), n = 0; n < 420; n++, d.setUTCDate(d.getUTCDate() - 1)) {
        var month = "", day = 0, of = "";
        words.formatToParts(d).forEach(function (x) { if (x.type === "relatedYear") of = x.value; if (x.type === "month") month = x.value.replace("月", ""); if (x.type === "day") day = figure(x.value.replace("日", "")); });
        if ((month[0] === "闰" ? "闰" + figure(month.slice(1)) : figure(month)) + "/" + day === want && (!year || of === year)) return d.toISOString().slice(0, 10);
      }
    } catch (x) { /* an old browser has no such calendar */ }
    return "";
  };
  // readings come once a name's box is left, a surname's own before the dictionary's.
  h.readings = function (name, tell) {
    if (!/[\u3400-\u9fff\ud840-\udbff]/.test(name)) return;
    fetch("/codes/readings", { method: "POST", body: new URLSearchParams({ name: name }), headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then(function (r) { return r.ok && r.status !== 204 ? r.text() : ""; }).then(function (text) { h.still(function () { tell(name, text.trim()); }); }).catch(function () {});
  };
  // bearer names the division that gave a number, and says what the form declares otherwise
  // of the person whose number it is; only the division's code and the day are asked about.
  var given = {};
  h.bearer = function (el, n, day, read, say) {
    var zh = document.documentElement.lang !== "en", own = el.name === "facts.citizen_number" && el.form, key = n.slice(0, 6) + " " + day;
    if (own && !el.dataset.bearer) {
      el.dataset.bearer = "1";
      own.addEventListener("change", function (e) { if (e.target !== el) el.dispatchEvent(new Event("input")); });
    }
    function tell() {
      if (h.halfwidth(el.value).replace(/[\s-]/g, "").toUpperCase() !== n) return;
      var born = own && own.elements["facts.birth_date"], sex = own && own.elements["facts.sex"], odd = [];
      if (born && /^\d{4}-\d\d-\d\d$/.test(born.value) && born.value !== day) odd.push(zh ? "出生日期与本表的 " + born.value + " 不同" : "the form has another birth date, " + born.value);
      if (sex && sex.value && sex.value !== (+n[16] % 2 ? "1" : "2")) odd.push(zh ? "性别与本表不同" : "the form has the other sex");
      say(read + (given[key] ? " " + given[key] : "") + (odd.length ? (zh ? "。请核对：" : ". Compare: ") + odd.join(zh ? "，" : ", ") : ""), odd.length > 0);
    }
    tell();
    if (given[key] !== undefined) return;
    fetch("/codes/giver", { method: "POST", body: new URLSearchParams({ code: n.slice(0, 6), on: day }), headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then(function (r) { return r.ok && r.status !== 204 ? r.text() : ""; }).then(function (text) { if (text) { given[key] = text; tell(); } }).catch(function () {});
  };
})();
