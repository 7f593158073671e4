// The notebook's side of a conversation with the page: the page in a frame, and messages to and from it. The frame is
// cut off from the notebook (it has no origin of its own), so that nothing in the data can reach what is around it;
// each frame has a token of its own, which is made here and kept nowhere.

/** The element by which the page knows that it is heard, and by whom. */
function hostElement(told) {
  return `<script type="application/json" id="host">${JSON.stringify(told).replace(/</g, "\\u003c")}</script>`;
}

function randomToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const token = randomToken();
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", model.get("sandbox"));
  frame.title = model.get("title");
  frame.className = "kg-view";
  frame.style.cssText = `width:100%;height:${model.get("height")}px;border:0;display:block;background:#fff`;

  // A notebook takes a frame out of its document while it is scrolled away, and the page begins anew when it is back.
  // A new beginning is known by the page's visit; then the page is asked for again, as it stands in Python now.
  let asking = false, visit = null;
  const ask = () => {
    asking = true;
    model.send({ kind: "page", from: token });
  };

  const fromKernel = (message, buffers) => {
    if (message.kind === "page" && message.to === token) {
      [asking, visit] = [false, null];
      const html = new TextDecoder().decode(buffers[0]);
      const element = hostElement({ token, origin: location.origin, set: message.set });
      frame.srcdoc = html.replace('<script type="application/json" id="data">', (found) => element + found);
    } else if (message.kind === "set" && frame.contentWindow) {
      // A frame without an origin can be addressed by "*" alone; it is its own window that is addressed.
      frame.contentWindow.postMessage({ source: "kg-host", token, type: "set", ...message.set }, "*");
    }
  };
  const fromPage = ({ source, data }) => {
    if (source !== frame.contentWindow || !data || data.source !== "kg-page" || data.token !== token) return;
    if (asking || data.type !== "state") return;
    if (visit !== null && visit !== data.visit) return ask();
    visit = data.visit;
    const { selection, partnerships, filters } = data;
    model.send({ kind: "state", selection, partnerships, filters });
  };
  model.on("msg:custom", fromKernel);
  addEventListener("message", fromPage);
  el.append(frame);
  ask();
  return () => {
    model.off("msg:custom", fromKernel);
    removeEventListener("message", fromPage);
  };
}

export default { render };
