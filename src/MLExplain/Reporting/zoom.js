// Shows a picture large: by a click, or by Enter or Space on it. Escape or another click closes.
(() => {
  const dialog = document.createElement("dialog");
  const large = document.createElement("img");
  const name = document.createElement("p");
  const close = document.createElement("button");
  dialog.className = "zoom";
  close.type = "button";
  close.textContent = "Close";
  dialog.append(large, name, close);
  document.body.append(dialog);
  dialog.addEventListener("click", () => dialog.close());

  const open = picture => {
    large.src = picture.src;
    large.alt = picture.alt;
    name.textContent = picture.alt;
    dialog.setAttribute("aria-label", picture.alt);
    dialog.showModal();
  };
  for (const picture of document.querySelectorAll("main img")) {
    picture.tabIndex = 0;
    picture.setAttribute("role", "button");
    picture.setAttribute("aria-haspopup", "dialog");
  }
  const main = document.querySelector("main");
  main.addEventListener("click", e => { if (e.target.tagName === "IMG") open(e.target); });
  main.addEventListener("keydown", e => {
    if (e.target.tagName === "IMG" && (e.key === "Enter" || e.key === " ")) {
      e.preventDefault();
      open(e.target);
    }
  });
})();
