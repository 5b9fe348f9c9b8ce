// kyoten.js: adds to pages that work without it. All words come from the HTML (data-*), all times from the server.
const fill = (text, ...args) => text.replace(/\{(\d)\}/g, (_, i) => args[i] ?? "");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// ── characters, as the server counts them: grapheme clusters, a line end is one ──
const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter("ja", { granularity: "grapheme" }) : null;
const countChars = (text) => {
  const s = text.replace(/\r\n?/g, "\n");
  return segmenter ? [...segmenter.segment(s)].length : [...s].length;
};
for (const counter of all("[data-counter]")) {
  const input = counter.closest("[data-field]").querySelector("input, textarea");
  const spoken = document.createElement("span");
  spoken.className = "hidden";
  spoken.setAttribute("role", "status");
  counter.after(spoken);
  let later;
  input.addEventListener("input", () => {
    const n = countChars(input.value);
    const max = Number(counter.dataset.max);
    counter.dataset.over = n > max;
    const [typed, limit, over] = [n, max, n - max].map((i) => i.toLocaleString("ja-JP"));
    counter.textContent = n > max ? fill(counter.dataset.textOver, typed, limit, over) : fill(counter.dataset.text, typed, limit);
    clearTimeout(later); // read aloud in pauses, sooner near the limit
    later = setTimeout(() => { spoken.textContent = counter.textContent; }, n > max * 0.9 ? 700 : 2500);
  });
}

// ── autosave: one field at a time, as it is left ──
const unsaved = new Set();
const parts = (field) => all("input[name], textarea[name], select[name]", field)
  .filter((c) => c.type !== "file" && c.type !== "hidden" && c.type !== "password");
const valueOf = (field) => {
  const controls = parts(field);
  if ("date" in (field.querySelector("[data-date]")?.dataset ?? {}))
    return controls.some((c) => c.value) ? controls.map((c) => c.value.trim()).join("/") : "";
  const boxes = controls.filter((c) => c.type === "checkbox" || c.type === "radio");
  return boxes.length ? boxes.filter((c) => c.checked).map((c) => c.value).join("\n") : controls[0]?.value ?? "";
};
// What the browser has shown, for the script and for the ordinary button.
const setRevision = (form, field, revision) => {
  field.dataset.revision = revision;
  const base = form.elements[`base-${field.dataset.field}`];
  if (base) base.value = revision;
};
const show = (field, state, text) => {
  const line = field.querySelector("[data-saved]");
  if (!line) return;
  line.dataset.state = state;
  line.textContent = text;
};

function showConflict(form, field, answer, save) {
  field.querySelector(".banner[data-kind]")?.remove();
  const box = form.querySelector("template[data-conflict]").content.firstElementChild.cloneNode(true);
  const title = box.querySelector("[data-title]");
  title.textContent = fill(title.textContent, [answer.by, answer.at].filter(Boolean).join(" "));
  box.querySelector("[data-theirs]").textContent = answer.theirs;
  box.querySelector("[data-mine]").textContent = valueOf(field);
  box.addEventListener("click", (event) => {
    const keep = event.target.dataset?.keep;
    if (!keep) return;
    setRevision(form, field, answer.revision);
    if (keep === "theirs") {
      const controls = parts(field);
      const chosen = answer.theirs.split("\n");
      const dates = answer.theirs.split("/");
      controls.forEach((c, i) => {
        if (c.type === "checkbox" || c.type === "radio") c.checked = chosen.includes(c.value);
        else c.value = field.querySelector("[data-date]") ? dates[i] ?? "" : answer.theirs;
        c.dispatchEvent(new Event("input", { bubbles: true }));
      });
      field.savedValue = valueOf(field);
      show(field, "saved", fill(form.dataset.saved, answer.at));
      unsaved.delete(field);
    }
    box.remove();
    parts(field)[0]?.focus();
    if (keep === "mine") save(true);
  });
  field.append(box);
}

// What a save has changed beside its own field: what is asked, how far the sections are, who else writes.
function showForm(now) {
  for (const box of all("[data-asks]")) if (box.dataset.asks in now.asked) box.hidden = !now.asked[box.dataset.asks];
  for (const line of all("[data-section]")) {
    line.hidden = !(line.dataset.section in now.sections);
    const [state, note] = now.sections[line.dataset.section] ?? [];
    const mark = document.querySelector(`template[data-marks]`)?.content.querySelector(`[data-mark="${state}"]`);
    if (mark) {
      line.querySelector("span").replaceWith(mark.firstElementChild.cloneNode(true));
      line.querySelector("small").textContent = `${mark.lastElementChild.textContent} ${note}`;
    }
  }
  for (const box of all("[data-writers]")) {
    box.textContent = now.writers;
    box.hidden = now.writers === "";
  }
}

// The session has ended: the person signs in in another window, whose session has another token, and this page goes on with
// it. False when it was refused for another reason.
async function renew(form, field) {
  const page = await fetch(location.pathname, { headers: { "X-Requested-With": "kyoten" } });
  const text = await page.text();
  const token = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-autosave] input[name=csrf]");
  if (page.redirected || !token) {
    form.dataset.out = "true";
    const link = document.createElement("a");
    Object.assign(link, { href: "/sign-in", target: "_blank", textContent: form.dataset.signIn });
    show(field, "failed", "");
    field.querySelector("[data-saved]")?.append(`${form.dataset.signedOut} `, link);
    return true;
  }
  delete form.dataset.out;
  const changed = form.elements.csrf.value !== token.value;
  for (const input of all("input[name=csrf]")) input.value = token.value;
  return changed;
}

function autosave(form, field) {
  let timer, wait = 2000, running = false, again = false, conflict = false;
  field.savedValue = valueOf(field);
  const save = async (resolved) => {
    clearTimeout(timer);
    if (resolved) conflict = false;
    if (running) { again = true; return; }
    const value = valueOf(field);
    if (conflict || (value === field.savedValue && !resolved)) {
      if (!conflict) unsaved.delete(field);
      return;
    }
    running = true;
    show(field, "saving", form.dataset.saving);
    try {
      const reply = await fetch(form.dataset.autosave, {
        method: "POST",
        headers: { "X-Requested-With": "kyoten" },
        body: new URLSearchParams({
          csrf: form.elements.csrf.value, field: field.dataset.field, value, base: field.dataset.revision ?? "0",
        }),
      });
      if (reply.status === 403 && await renew(form, field)) {
        running = false;
        timer = setTimeout(save, form.dataset.out ? 3000 : 0); // saved by itself once somebody has signed in there
        return;
      }
      const answer = await reply.json();
      wait = 2000;
      if (answer.state === "saved") {
        field.savedValue = value;
        setRevision(form, field, answer.revision);
        if (valueOf(field) === value) unsaved.delete(field);
        show(field, "saved", fill(form.dataset.saved, answer.at));
        if (answer.form) showForm(answer.form);
      } else if (answer.state === "conflict") {
        conflict = true;
        show(field, "conflict", form.dataset.conflict);
        showConflict(form, field, answer, save);
      } else if (answer.state === "refused") {
        show(field, "refused", answer.message);
      } else {
        throw new Error("no such state");
      }
    } catch { // no answer, or none that is ours: the text stays, and is sent again
      show(field, "failed", form.dataset.failed);
      timer = setTimeout(save, wait);
      wait = Math.min(wait * 2, 30000);
    }
    running = false;
    if (again) { again = false; save(); }
  };
  const changed = () => {
    if (valueOf(field) !== field.savedValue) unsaved.add(field);
    else unsaved.delete(field);
    clearTimeout(timer);
    timer = setTimeout(save, 2000);
  };
  field.addEventListener("input", changed);
  field.addEventListener("change", () => { changed(); save(); });
  field.addEventListener("focusout", (event) => { if (!field.contains(event.relatedTarget)) save(); });
  addEventListener("online", () => { if (unsaved.has(field)) save(); });
}
for (const form of all("form[data-autosave]")) {
  for (const field of all("[data-field]", form)) if (parts(field).length) autosave(form, field);
  form.addEventListener("submit", () => unsaved.clear()); // the whole form is on its way
}
addEventListener("beforeunload", (event) => {
  if (unsaved.size) { event.preventDefault(); event.returnValue = document.body.dataset.leave; }
});

// ── the server's clock ──
for (const box of all("[data-clock]")) {
  const started = performance.now();
  const now0 = Number(box.dataset.now), deadline = Number(box.dataset.deadline);
  const two = (n) => String(n).padStart(2, "0");
  const tick = () => {
    const now = now0 + performance.now() - started;
    const japan = new Date(now + 9 * 3600e3); // Japan has no summer time
    box.querySelector("[data-time]").textContent =
      `${two(japan.getUTCHours())}:${two(japan.getUTCMinutes())}:${two(japan.getUTCSeconds())}`;
    const left = Math.floor((deadline - now) / 1000);
    const d = box.dataset;
    box.querySelector("[data-left]").textContent =
      now > deadline ? d.closed
      : left >= 86400 ? fill(d.days, Math.floor(left / 86400), Math.floor(left % 86400 / 3600))
      : left >= 3600 ? fill(d.hours, Math.floor(left / 3600), Math.floor(left % 3600 / 60))
      : fill(d.minutes, Math.floor(left / 60), left % 60);
    if (now > deadline) { d.over = "true"; delete d.near; } else if (left < 3600) d.near = "true";
    setTimeout(tick, 1000 - now % 1000);
  };
  tick();
}

// ── small things ──
all("[data-focus]")[0]?.focus();

for (const box of all(".scroll")) {
  const edge = box.parentElement;
  const look = () => {
    edge.dataset.moreLeft = box.scrollLeft > 1;
    edge.dataset.moreRight = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0; else box.removeAttribute("tabindex");
  };
  box.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(box);
}

for (const label of all("[data-show-password]")) {
  label.hidden = false;
  label.querySelector("input").addEventListener("change", (event) => {
    label.closest("[data-field]").querySelector(".input").type = event.target.checked ? "text" : "password";
  });
}

// where one was reading on the workbench, kept for this tab
all(".workbench > *").forEach((pane, i) => {
  const key = `kyoten-pane ${i} ${location.pathname}`;
  try {
    if (!location.hash) pane.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
    pane.addEventListener("scroll", () => sessionStorage.setItem(key, String(pane.scrollTop)), { passive: true });
  } catch { /* a browser without storage begins at the top */ }
});

for (const words of all("[data-needs-script]")) words.hidden = false;

// <div class="choices" data-digits>: while a radio of it has the focus, a digit chooses the one of that value, else the one
// in that place; only there, so that no key does anything by surprise
for (const group of all("[data-digits]")) group.addEventListener("keydown", (event) => {
  const key = event.key.normalize("NFKC");
  if (!/^[0-9]$/.test(key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const radios = all("input[type=radio]", group);
  const byValue = radios.every((r) => /^[0-9]$/.test(r.value));
  const radio = byValue ? radios.find((r) => r.value === key) : radios[Number(key) - 1];
  if (!radio) return;
  event.preventDefault();
  radio.focus();
  if (radio.checked) return;
  radio.checked = true;
  for (const kind of ["input", "change"]) radio.dispatchEvent(new Event(kind, { bubbles: true }));
});

// <output data-sum="budget"> shows the sum of the numbers with data-sum-of="budget", written as the server writes it: with
// thousands separators, with as many places as the most exact of them, nothing while one of them is no number
function sumText(texts) {
  const numbers = texts.map((t) => t.normalize("NFKC").replace(/[,\s]/g, "")).filter((t) => t !== "");
  if (!numbers.every((t) => /^-?\d+(\.\d+)?$/.test(t))) return "";
  const places = Math.max(0, ...numbers.map((t) => t.split(".")[1]?.length ?? 0));
  return numbers.reduce((s, t) => s + Number(t), 0)
    .toLocaleString("ja-JP", { minimumFractionDigits: places, maximumFractionDigits: places });
}
document.addEventListener("input", ({ target }) => {
  for (const group of target.dataset?.sumOf?.split(" ") ?? []) {
    const sum = sumText(all("[data-sum-of]").filter((i) => i.dataset.sumOf.split(" ").includes(group)).map((i) => i.value));
    for (const out of all("[data-sum]")) if (out.dataset.sum === group) out.textContent = sum;
    for (const out of all("[data-share]")) if (out.dataset.of === group) { // its part of the sum, in percent
      const [part, whole] = [document.getElementById(`f-${out.dataset.share}`).value, sum]
        .map((t) => Number(sumText([t]).replace(/,/g, "")));
      out.textContent = sum && whole ? `${(Math.round(part * 1000 / whole) / 10).toFixed(1)}%` : "";
    }
  }
});

// <button data-add-row="ID of what holds the rows">: shows the next of the rows that the server wrote as hidden; without the
// script it is a submit button that the server answers with one row more
for (const button of all("[data-add-row]")) {
  const rows = () => all("tr[hidden]", document.getElementById(button.dataset.addRow));
  button.hidden = rows().length === 0;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const row = rows()[0];
    row.hidden = false;
    row.querySelector("input, select, textarea")?.focus();
    button.hidden = rows().length === 0;
  });
}

// the Japanese calendar beside a Western date
for (const group of all("[data-date]")) {
  const out = group.querySelector("[data-wareki]");
  const format = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { dateStyle: "long", timeZone: "UTC" });
  const weekday = new Intl.DateTimeFormat("ja", { weekday: "short", timeZone: "UTC" });
  const look = () => {
    const [y, m, d] = all("input", group).map((i) => Number(i.value.normalize("NFKC")));
    const day = new Date(Date.UTC(y, m - 1, d));
    const real = y > 1872 && day.getUTCMonth() === m - 1 && day.getUTCDate() === d;
    out.textContent = real && document.documentElement.lang === "ja"
      ? `${format.format(day)}（${weekday.format(day)}）` : "";
  };
  group.addEventListener("input", look);
  look();
}
