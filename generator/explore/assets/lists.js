// Long lists: only the first rows are made, the others when they are asked for or come into view.

const ROWS = 100;

/** A list with a row for each item. */
function lazyList(items, row, name) {
  const list = element("ul", { class: "rows" });
  const whole = element("div", {}, list);
  let next = 0;
  const button = element("button", { type: "button", class: "more" });
  const show = () => {
    const rows = items.slice(next, next + ROWS).map((item) => element("li", {}, row(item)));
    next += rows.length;
    list.append(...rows);
    button.textContent = "Show more of " + (items.length - next) + " " + name;
    if (next >= items.length) {
      button.remove();
    }
    return rows[0];
  };
  if (items.length > ROWS) {
    whole.append(button);
    button.addEventListener("click", () => {
      const first = show().querySelector("a, summary");
      if (first) {
        first.focus();
      }
    });
    new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting) && button.isConnected) {
        show();
      }
    }, { rootMargin: "400px" }).observe(button);
  }
  show();
  return whole;
}

/** An element whose content is made when it is opened. */
function lazyDetails(attributes, summary, content) {
  const details = element("details", attributes, element("summary", {}, ...summary));
  const fill = () => {
    if (details.open && details.children.length === 1) {
      details.append(content());
    }
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}
