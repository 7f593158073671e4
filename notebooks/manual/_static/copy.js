"use strict";
// A button at each block that is typed or saved; not at what is printed.
document.addEventListener("DOMContentLoaded", () => {
  const zh = document.documentElement.lang.startsWith("zh");
  const [copy, copied] = zh ? ["复制", "已复制"] : ["Copy", "Copied"];
  for (const block of document.querySelectorAll("div.highlight")) {
    if (block.closest(".output")) continue;
    const button = document.createElement("button");
    button.className = "copy";
    button.type = "button";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      const text = block.querySelector("pre").textContent;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        // Where a page in a folder may not write to the clipboard, the text is selected, to be copied by hand.
        getSelection().selectAllChildren(block.querySelector("pre"));
        return;
      }
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 1500);
    });
    block.append(button);
  }
});
