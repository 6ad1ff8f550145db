// When what is typed goes to the program.
(function () {
  "use strict";
  window.hukou.pace = function () {
    var since = 0, at = 0, sent = 0, got = 0;
    return {
      // wait is how long what was typed now waits: for a pause of ms and until 0.6 s after
      // what went before, never longer than 1.2 s after the first key not sent. Nothing
      // waits for an answer.
      wait: function (ms, dirty) {
        var now = Date.now();
        if (!dirty) since = now;
        return Math.max(0, Math.min(Math.max(ms, at + 600 - now), since + 1200 - now));
      },
      sent: function () { at = Date.now(); return ++sent; },
      // last tells that no later one was answered before; else the older may stand there.
      last: function (mine) { if (mine < got) return false; got = mine; return true; }
    };
  };
})();
