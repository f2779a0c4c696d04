// Links to files outside of the book, such as examples, lead to the repository: the book does not contain them.
(() => {
  const repository = document.querySelector(".right-buttons a[title='Git repository']");
  if (!repository) {
    return;
  }
  const steps = (path) => path.match(/^(?:\.\.\/)*/)[0].length / 3;
  const depth = steps(path_to_root);
  for (const link of document.querySelectorAll("main a[href]")) {
    const href = link.getAttribute("href");
    if (steps(href) > depth) {
      // The book has made `.html` of `.md`.
      const path = href.replace(/^(?:\.\.\/)+/, "").replace(/\.html(?=#|$)/, ".md");
      link.href = repository.href.replace(/\/$/, "") + "/blob/HEAD/" + path;
    }
  }
})();
