// @ts-check
// Reads along: marks what is heard, and lets the listener go through it. Without this script, text and sound are there.

"use strict";

(() => {
  /**
   * What is read from when to when, in seconds, and when its words begin, where that is known.
   * @typedef {[shown: string, start: number, end: number, words?: number[]]} Cue
   */

  // A place that was gone to may lie some microseconds before where it was meant to be.
  const EARLY_S = 0.005;
  const STEP_S = 5;
  const KEEP_EVERY_S = 5;
  // So long a page scrolls by itself at most; until then it is not the reader who looks elsewhere.
  const SCROLL_MS = 1000;
  const NEVER = -1;

  const root = document.documentElement;
  const section = root.dataset.section ?? "";

  /** What is remembered, for each book; nothing where the browser keeps nothing. */
  const memory = {
    /** @param {string} key */
    get(key) {
      try {
        return localStorage.getItem(`vorlesen:${root.dataset.book}:${key}`);
      } catch {
        return null;
      }
    },
    /** @param {string} key @param {string | null} value */
    set(key, value) {
      try {
        const name = `vorlesen:${root.dataset.book}:${key}`;
        value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value);
      } catch {
        // A browser may keep nothing for pages that are files.
      }
    },
  };

  const audio = document.querySelector("audio");
  audio ? readAlong(audio) : goOnWhereItWas();

  /** On the first page: a link to the section that was heard last. */
  function goOnWhereItWas() {
    const last = document.querySelector(`[data-section="${CSS.escape(memory.get("last") ?? "")}"]`);
    const line = document.querySelector(".again");
    const link = line?.querySelector("a");
    if (!(last instanceof HTMLAnchorElement) || !(line instanceof HTMLElement) || !link) return;
    link.href = last.href;
    link.append(...(last.querySelector(".title")?.cloneNode(true).childNodes ?? []));
    line.hidden = false;
  }

  /** @param {HTMLAudioElement} audio */
  function readAlong(audio) {
    const bar = /** @type {HTMLElement} */ (audio.closest(".player"));
    const text = /** @type {HTMLElement} */ (document.querySelector("main"));
    const speed = /** @type {HTMLSelectElement} */ (bar.querySelector('[data-sets="speed"]'));
    /** @type {Cue[]} */
    const cues = JSON.parse(document.getElementById("-cues")?.textContent ?? "[]");
    const elements = cues.map(([shown]) => document.getElementById(shown));
    const chapters = [...bar.querySelectorAll("a")].map((link) => ({ link, start: Number(link.dataset.start) }));
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    /** The first cue of each element. @type {Map<Element, number>} */
    const firsts = new Map();
    elements.forEach((element, index) => element && !firsts.has(element) && firsts.set(element, index));

    let current = NEVER;
    /** The word that is heard. @type {Element | null} */
    let word = null;
    let scrolledAt = -SCROLL_MS;
    let keptAt = 0;
    /** What is to be skipped, but was gone to on purpose. @type {Element | null} */
    let wanted = null;
    let isSkipping = false;

    // ---------------------------------------------------------------- where we are

    /** The cue at a time. @param {number} time */
    function cueAt(time) {
      let low = 0;
      let high = cues.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        cues[middle][1] <= time + EARLY_S ? (low = middle) : (high = middle - 1);
      }
      return low;
    }

    /** The table, chart or notes that a cue is in and that the listener skips. @param {number} index */
    function skipped(index) {
      const element = elements[index];
      if (!element) return null;
      const figure = element.closest("figure");
      return (
        (isOn("skip-notes") && element.closest(".notes")) ||
        (isOn("skip-tables") && element.closest("table")) ||
        (isOn("skip-charts") && figure?.querySelector("[aria-details]") && figure) ||
        null
      );
    }

    /** Mark what is heard now, unless it is to be skipped. */
    function follow() {
      if (audio.seeking || audio.currentTime >= audio.duration) return;
      const now = cueAt(audio.currentTime);
      const region = skipped(now);
      if (region === null) wanted = null;
      else if (region !== wanted && !audio.paused) return skip(now);
      if (now !== current) mark(now, false);
      markWord(now);
    }

    /** Go on after what is skipped. @param {number} index */
    function skip(index) {
      const next = step(index, 1);
      isSkipping = true;
      audio.currentTime = next === NEVER ? audio.duration : cues[next][1];
    }

    /** The nearest cue in a direction that is not skipped, NEVER if there is none. @param {number} index @param {1 | -1} way */
    function step(index, way) {
      let next = index + way;
      while (next >= 0 && next < cues.length && skipped(next)) next += way;
      return next < cues.length ? next : NEVER;
    }

    /** @param {number} index @param {boolean} asked */
    function mark(index, asked) {
      const before = elements[current];
      const after = elements[index];
      // Who looks elsewhere on the page is not taken away from there.
      const along = asked || !before || isInView(before) || performance.now() - scrolledAt < SCROLL_MS;
      before?.classList.remove("heard");
      after?.classList.add("heard");
      current = index;
      markChapter(cues[index][1]);
      if (after && along && isOn("follow") && (asked || !audio.paused)) reveal(after);
    }

    /** Mark the word that is heard of a cue whose words have times. @param {number} index */
    function markWord(index) {
      const [shown, , , starts = []] = cues[index];
      const place = starts.findLastIndex((start) => start <= audio.currentTime + EARLY_S);
      const after = place < 0 ? null : document.getElementById(`${shown}-w${place + 1}`);
      if (after === word) return;
      word?.classList.remove("word");
      after?.classList.add("word");
      word = after;
    }

    /** @param {number} time */
    function markChapter(time) {
      const heard = chapters.findLast(({ start }) => start <= time + EARLY_S);
      for (const chapter of chapters) {
        chapter === heard ? chapter.link.setAttribute("aria-current", "true") : chapter.link.removeAttribute("aria-current");
      }
    }

    // ---------------------------------------------------------------- the page

    /** The height above the player, which lies over the page's end or, on a low screen, below it. */
    function height() {
      return Math.min(innerHeight, Math.max(0, bar.getBoundingClientRect().top) || innerHeight);
    }

    /** Whether any of it can be seen. @param {Element} element */
    function isInView(element) {
      const box = element.getBoundingClientRect();
      return box.bottom > 0 && box.top < height();
    }

    /** Scroll only to what can't be seen whole; a picture goes with its caption. @param {Element} heard */
    function reveal(heard) {
      const figure = heard.closest("figure");
      const element = figure && figure.offsetHeight < height() ? figure : heard;
      const box = element.getBoundingClientRect();
      const fills = box.top <= 0 && box.bottom >= height();
      if ((box.top >= 0 && box.bottom <= height()) || fills) return;
      scrolledAt = performance.now();
      const block = box.height > height() / 2 ? "start" : "center";
      element.scrollIntoView({ block, inline: "nearest", behavior: calm.matches ? "instant" : "smooth" });
    }

    /** Show the chapter that is heard, in a list that may be longer than its panel. */
    function revealChapter() {
      const heard = /** @type {HTMLElement | null} */ (bar.querySelector("[aria-current]"));
      const list = heard?.closest("ol");
      if (heard && list) list.scrollTop = heard.offsetTop - (list.clientHeight - heard.offsetHeight) / 2;
    }

    // ---------------------------------------------------------------- what the listener does

    /** @param {number} time */
    function goTo(time) {
      audio.currentTime = Math.max(0, Math.min(time, audio.duration || time));
      mark(cueAt(audio.currentTime), true);
    }

    function play() {
      // The browser may want the reader to do something first.
      audio.play().catch(() => {});
    }

    /** @param {1 | -1} way */
    function goSentence(way) {
      const index = step(cueAt(audio.currentTime), way);
      if (index !== NEVER) goTo(cues[index][1]);
    }

    /** @param {1 | -1} way */
    function goChapter(way) {
      const now = audio.currentTime;
      const open = chapters.filter(({ start }) => !skipped(cueAt(start)));
      const next =
        way > 0 ? open.find(({ start }) => start > now + EARLY_S) : open.findLast(({ start }) => start < now - 2);
      if (next) goTo(next.start);
      else if (way < 0) goTo(0);
    }

    /** @param {1 | -1} way */
    function goSpeed(way) {
      speed.selectedIndex = Math.max(0, Math.min(speed.options.length - 1, speed.selectedIndex + way));
      audio.playbackRate = Number(speed.value);
    }

    /** @type {Record<string, () => void>} */
    const actions = {
      "chapter-back": () => goChapter(-1),
      "sentence-back": () => goSentence(-1),
      "sentence-forward": () => goSentence(1),
      "chapter-forward": () => goChapter(1),
    };
    /** @type {Record<string, () => void>} */
    const keys = {
      " ": () => (audio.paused ? play() : audio.pause()),
      k: () => (audio.paused ? play() : audio.pause()),
      ArrowLeft: () => goTo(audio.currentTime - STEP_S),
      ArrowRight: () => goTo(audio.currentTime + STEP_S),
      j: actions["sentence-back"],
      l: actions["sentence-forward"],
      p: actions["chapter-back"],
      n: actions["chapter-forward"],
      "[": () => goSpeed(-1),
      "-": () => goSpeed(-1),
      "]": () => goSpeed(1),
      "+": () => goSpeed(1),
    };

    /** @param {KeyboardEvent} event */
    function pressed(event) {
      if (event.key === "Escape") return close();
      const brackets = event.getModifierState("AltGraph");
      if (event.defaultPrevented || event.metaKey || ((event.ctrlKey || event.altKey) && !brackets)) return;
      const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action || !isOn("keys") || isTaken(event)) return;
      event.preventDefault();
      action();
    }

    /** Whether what has the focus needs the key itself. @param {KeyboardEvent} event */
    function isTaken(event) {
      if (!(event.target instanceof Element)) return false;
      if (event.target.closest("select, textarea, input:not([type=checkbox])")) return true;
      if (event.key === " ") return event.target.closest("button, summary, input, audio") !== null;
      return event.key.startsWith("Arrow") && event.target.closest("audio, .wide, .sheet") !== null;
    }

    /** Close an open panel, and give the focus back to what opened it. */
    function close() {
      const open = bar.querySelector("details[open]");
      if (!open) return;
      open.removeAttribute("open");
      if (open.contains(document.activeElement)) open.querySelector("summary")?.focus();
    }

    /** @param {MouseEvent} event */
    function tapped(event) {
      const target = event.target;
      if (!(target instanceof Element) || target.closest("a, button, summary, details")) return;
      // Who marks words does not want to hear them.
      if (String(getSelection())) return;
      for (let element = /** @type {Element | null} */ (target); element; element = element.parentElement) {
        const index = firsts.get(element);
        if (index === undefined) continue;
        goTo(cues[index][1]);
        return play();
      }
    }

    // ---------------------------------------------------------------- what is remembered

    /** @param {string} name */
    function isOn(name) {
      return box(name)?.checked ?? false;
    }

    /** @param {string} name */
    function box(name) {
      return /** @type {HTMLInputElement | null} */ (bar.querySelector(`[data-sets="${name}"]`));
    }

    function keepPlace() {
      if (current === NEVER) return;
      keptAt = audio.currentTime;
      memory.set("last", section);
      memory.set(`place:${section}`, audio.ended ? null : keptAt.toFixed(2));
    }

    function remember() {
      for (const input of bar.querySelectorAll("input")) {
        const kept = memory.get(input.dataset.sets ?? "");
        if (kept !== null) input.checked = kept === "on";
        input.addEventListener("change", () => memory.set(input.dataset.sets ?? "", input.checked ? "on" : "off"));
      }
      const rate = Number(memory.get("speed"));
      if (rate >= 0.5 && rate <= 3) audio.defaultPlaybackRate = audio.playbackRate = rate;
      const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
      const linked = target ? elements.findIndex((element) => element && target.contains(element)) : NEVER;
      const place = linked === NEVER ? Number(memory.get(`place:${section}`)) : cues[linked][1];
      if (place > 0) {
        audio.currentTime = place;
        mark(cueAt(place), false);
      }
      if (memory.get("play-on") === section) play();
      memory.set("play-on", null);
    }

    function showSpeed() {
      const rate = String(audio.playbackRate);
      if ([...speed.options].every(({ value }) => value !== rate)) return;
      speed.value = rate;
      audio.defaultPlaybackRate = audio.playbackRate;
      memory.set("speed", rate);
    }

    /** At the end of a section, on to the next, if the listener wants it so. */
    function ended() {
      keepPlace();
      const next = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[rel=next]"));
      if (!next || !isOn("go-on")) return;
      memory.set("play-on", next.dataset.section ?? null);
      location.href = next.href;
    }

    // ---------------------------------------------------------------- at work

    function watch() {
      // A cue is told of on time even where nothing is painted; where browsers tell of cues late, painting is on time.
      const track = audio.addTextTrack("metadata");
      track.mode = "hidden";
      for (const [, start, end, words = []] of cues) {
        track.addCue(new VTTCue(start, end, ""));
        words.forEach((from, place) => track.addCue(new VTTCue(from, words[place + 1] ?? end, "")));
      }
      track.addEventListener("cuechange", follow);
      const paint = () => {
        follow();
        if (!audio.paused) requestAnimationFrame(paint);
      };
      audio.addEventListener("play", () => {
        mark(cueAt(audio.currentTime), true);
        requestAnimationFrame(paint);
      });
      audio.addEventListener("seeking", () => {
        if (isSkipping) return;
        // Who goes somewhere wants to hear it, even if it would be skipped.
        const index = cueAt(audio.currentTime);
        wanted = skipped(index);
        if (index !== current) mark(index, true);
      });
      audio.addEventListener("seeked", () => {
        // The end of a sound is known for certain when it is reached: then the browser itself goes there once more.
        if (!audio.seeking) isSkipping = false;
        follow();
      });
    }

    function listen() {
      audio.addEventListener("timeupdate", () => {
        if (Math.abs(audio.currentTime - keptAt) >= KEEP_EVERY_S) keepPlace();
      });
      audio.addEventListener("pause", keepPlace);
      window.addEventListener("pagehide", keepPlace);
      audio.addEventListener("ended", ended);
      audio.addEventListener("ratechange", showSpeed);
      speed.addEventListener("change", () => (audio.playbackRate = Number(speed.value)));
      text.addEventListener("click", tapped);
      document.addEventListener("keydown", pressed);
      for (const button of bar.querySelectorAll("button")) {
        button.addEventListener("click", () => actions[button.dataset.does ?? ""]());
      }
      bar.querySelector(".chapters")?.parentElement?.addEventListener("toggle", revealChapter);
      for (const { link, start } of chapters) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          close();
          goTo(start);
          play();
        });
      }
      // What is open lies over the text: a tap beside it closes it.
      document.addEventListener("click", (event) => event.target instanceof Node && !bar.contains(event.target) && close());
    }

    for (const hidden of bar.querySelectorAll("[hidden]")) hidden.removeAttribute("hidden");
    for (const element of firsts.keys()) element.classList.add("said");
    new ResizeObserver(() => root.style.setProperty("--player", `${bar.offsetHeight}px`)).observe(bar);
    watch();
    listen();
    remember();
    showSpeed();
  }
})();
