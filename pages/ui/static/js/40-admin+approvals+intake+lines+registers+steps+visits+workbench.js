// Boxes for numbers, dates and names. Each takes what people type, full-width
// too, and says beneath how it was read; none acts while an input method composes.
(function () {
  "use strict";
  var h = window.hukou, zh = document.documentElement.lang !== "en";
  function t(a, b) { return zh ? a : b; }
  function echo(el) {
    var p = document.createElement("p");
    p.className = "echo"; p.setAttribute("role", "status");
    el.insertAdjacentElement("afterend", p);
    return function (text, bad, big) { h.still(function () { if (p.textContent !== text) p.textContent = text; p.className = "echo" + (bad ? " echo-bad" : big ? " echo-glyph" : ""); }); };
  }
  // live calls f after each change that is not half a character.
  function live(el, f) {
    var busy = false;
    el.addEventListener("compositionstart", function () { busy = true; });
    el.addEventListener("compositionend", function () { busy = false; f(); });
    el.addEventListener("input", function (e) { if (!busy && !e.isComposing) f(); });
    if (el.value) f();
  }

  var weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  function last(d) { var s = 0; for (var i = 0; i < 17; i++) s += weights[i] * +d[i]; return "10X98765432"[s % 11]; }
  function realDay(s) { var d = new Date(s + "T00:00:00Z"); return !isNaN(d) && d.toISOString().slice(0, 10) === s; }
  h.island("idnumber", function (el) {
    var say = echo(el);
    function clean(v) { return h.halfwidth(v).replace(/[\s-]/g, "").toUpperCase(); }
    live(el, function () {
      var n = clean(el.value);
      if (!n) return say("");
      if (!/^\d{0,17}[\dX]?$/.test(n) || n.length > 18) return say(t("只能有 17 位数字和末位数字或 X", "17 digits, then a digit or X"), true);
      if (n.length < 17) return say(n.length + " / 18");
      if (n.length === 17) return say(t("末位应为 ", "the last one should be ") + last(n));
      if (last(n) !== n[17]) return say(t("末位不对，请对照证件", "the last one is wrong; compare the card"), true);
      var day = n.slice(6, 10) + "-" + n.slice(10, 12) + "-" + n.slice(12, 14);
      if (!realDay(day) || day > el.dataset.today) return say(t("出生日期不对：", "no such birth date: ") + day, true);
      var read = (+n[16] % 2 ? t("男", "male") : t("女", "female")) + " · " + day + " · " + n.slice(0, 6);
      say(read);
      if (h.bearer) h.bearer(el, n, day, read, say);
    });
    h.tidy(el, function (v) { var n = clean(v); return n.length === 18 ? n.slice(0, 6) + " " + n.slice(6, 14) + " " + n.slice(14) : n; });
  });

  // others are the words about a day that are no part of it: they say it is not known for sure.
  function others(v) { v = h.halfwidth(v); return /\d/.test(v) ? v.replace(/[\d\s\-./,、—年月日号]/g, "") : ""; }
  function readDay(v, today) {
    v = h.halfwidth(v).trim();
    var m = v.match(/^(\d{4})(\d{2})(\d{2})$/) || v.match(/^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/), y;
    if (!m && (m = v.match(/^(\d{2})(\d{2})(\d{2})$/))) { y = +("20" + m[1]); m[1] = "" + (y > +today.slice(0, 4) ? y - 100 : y); }
    if (!m || others(v)) return "";
    var s = m[1] + "-" + ("0" + m[2]).slice(-2) + "-" + ("0" + m[3]).slice(-2);
    return realDay(s) ? s : "";
  }
  // moonDay is a day of the lunar calendar as people write it: 七月二十, 八月初一.
  function moonDay(d) {
    var m = { month: "long", timeZone: "UTC" };
    if (!zh) { m.day = "numeric"; return new Intl.DateTimeFormat("en-u-ca-chinese", m).format(d); }
    var n = parseInt(new Intl.DateTimeFormat("zh-u-ca-chinese-nu-latn", { day: "numeric", timeZone: "UTC" }).format(d), 10), one = "十一二三四五六七八九"[n % 10];
    return new Intl.DateTimeFormat("zh-u-ca-chinese", m).format(d) + (n < 11 ? "初" + one : n < 20 ? "十" + one : n === 20 ? "二十" : n < 30 ? "廿" + one : "三十");
  }
  h.island("date", function (el) {
    var say = echo(el), today = el.dataset.today, said = "";
    function lunar(v) { return h.lunar ? h.lunar(v, today) : ""; }
    live(el, function () {
      if (!el.value.trim()) return say("");
      var moon = lunar(el.value), s = moon || readDay(el.value, today);
      if (moon) said = el.value.trim();
      if (!s && others(el.value)) return say(t("请只写年月日：", "write the day alone: ") + others(el.value), true);
      if (!s) return say(el.value.length < 6 ? "" : t("看不懂这个日期", "no such day"), el.value.length >= 6);
      var d = new Date(s + "T00:00:00Z"), days = Math.round((new Date(today + "T00:00:00Z") - d) / 864e5), text = s + " " + (zh ? "周" + "日一二三四五六"[d.getUTCDay()] : d.toUTCString().slice(0, 3));
      try { text += " · " + t("农历", "lunar ") + moonDay(d); } catch (x) { /* an old browser has no such calendar */ }
      if (days >= 0 && days < 400) text += days ? t("，距今 " + days + " 天", ", " + days + (days === 1 ? " day ago" : " days ago")) : t("，今天", ", today");
      if (said && lunar(said) === s) text = t("按农历换算，请核对：", "reckoned from the lunar calendar, compare: ") + said + " = " + text;
      if (days < 0 && /birth/.test(el.name)) text = t("晚于今天，出生日期不会在将来，请核对：", "after today, and nobody is born in the future, compare: ") + text;
      say(text, days < 0);
    });
    h.tidy(el, function (v) {
      // What was said stays beside the day that was reckoned from it, where the form has a box.
      var boxes = el.form ? el.form.elements : {}, words = boxes[el.name + "_said"] || el.name === "facts.birth_date" && boxes["facts.child_birth_date_said"], moon = lunar(v);
      if (moon && words && (!words.value || lunar(words.value))) words.value = v.trim();
      // Words that stood for another day are not left beside the new one.
      else if (!moon && words && lunar(words.value) && lunar(words.value) !== (readDay(v, today) || v)) words.value = "";
      return moon || readDay(v, today) || v;
    });
  });

  h.island("name", function (el) {
    var say = echo(el), read = "", of = "";
    // far tells a character beyond those that every screen and printer draws.
    function far(c) { var p = c.codePointAt(0); return p > 0x9fff; }
    function show() {
      var odd = Array.from(el.value).filter(far);
      say((odd.length ? t("字形核对：", "check the glyph: ") + odd.map(function (c) { return c + " U+" + c.codePointAt(0).toString(16).toUpperCase(); }).join("  ") : "") +
        (read && of === el.value ? (odd.length ? " · " : "") + t("读音 ", "read ") + read : ""), false, odd.length > 0);
    }
    live(el, show);
    h.tidy(el, function (v) { return v.trim().replace(/[•∙・．‧]/g, "·"); });
    el.addEventListener("blur", function () {
      if (h.readings && el.value !== of) h.readings(el.value, function (name, text) { of = name; read = text; show(); });
    });
  });
})();
