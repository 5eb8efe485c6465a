// What GraphiQL builds that somebody without a mouse or without sight cannot use, mended as it is built (WCAG 2.2).
//
// It has no option for any of this. What it builds again is mended again; what is right already is left alone, so that a
// mend does not call for the next.
const EDITORS = { ".graphiql-query-editor": "question", ".graphiql-editor-tool": "variables", ".graphiql-response": "answer" };
const LET_THROUGH = { Tab: false, "Shift-Tab": false };

function set(element, name, value) {
  if (value === null ? element.hasAttribute(name) : element.getAttribute(name) !== value) {
    value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
  }
}

// An editor has a name (4.1.2), what scrolls in it can be reached (2.1.1), and the key Tab leads out of it (2.1.2).
function editors(place) {
  for (const [where, name] of Object.entries(EDITORS)) {
    for (const editor of place.querySelectorAll(`${where} .CodeMirror`)) {
      const words = place.dataset[name];
      for (const each of editor.querySelectorAll("textarea")) set(each, "aria-label", words);
      const scrolls = editor.querySelector(".CodeMirror-scroll");
      if (scrolls) {
        set(scrolls, "tabindex", "0");
        set(scrolls, "role", "group");
        set(scrolls, "aria-label", words);
      }
      if (editor.CodeMirror && !editor.CodeMirror.letsThrough) {
        editor.CodeMirror.letsThrough = true;
        editor.CodeMirror.addKeyMap(LET_THROUGH);
      }
    }
  }
}

// Its tabs are a tab list whose tabs are list items with two buttons in each: a tab may hold none (4.1.2). So they are a
// group of buttons, of which one is the current one.
function tabs(place) {
  for (const list of place.querySelectorAll(".graphiql-tabs")) {
    set(list, "role", "group");
    for (const tab of list.querySelectorAll(".graphiql-tab")) {
      set(tab, "role", "none");
      set(tab, "aria-selected", null);
      const button = tab.querySelector(".graphiql-tab-button");
      if (button) set(button, "aria-current", tab.classList.contains("graphiql-tab-active") ? "true" : null);
    }
  }
  for (const each of place.querySelectorAll("#graphiql-session")) set(each, "role", "region");
}

export function mendsWhatItBuilds(place) {
  const mend = () => { editors(place); tabs(place); };
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["role", "class", "aria-selected", "tabindex"] };
  new MutationObserver(mend).observe(place, changes);
}
