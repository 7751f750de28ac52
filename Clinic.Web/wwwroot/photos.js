// @ts-check
// A large picture is made small before it leaves the browser: telephones take photos of many megabytes, and a visitor sees them as small as a stamp. What is no
// picture goes on as it is, for the server to say so.

const quality = 0.86;

/** Events of ours, which go on to the page. @type {WeakSet<Event>} */
const ours = new WeakSet();

document.addEventListener("change", (event) => {
  const input = event.target, file = input instanceof HTMLInputElement && input.dataset.side && !ours.has(event) ? input.files?.[0] : null;
  if (!(input instanceof HTMLInputElement) || !file) {
    return;
  }
  event.stopImmediatePropagation();
  shrink(file, Number(input.dataset.side)).catch(() => file).then((picture) => {
    const list = new DataTransfer();
    list.items.add(picture);
    input.files = list.files;
    const again = new Event("change", { bubbles: true });
    ours.add(again);
    input.dispatchEvent(again);
  });
}, true);

/** @param {File} file @param {number} side points of the longer side @returns {Promise<File>} */
async function shrink(file, side) {
  const picture = await createImageBitmap(file);
  const ratio = side / Math.max(picture.width, picture.height);
  if (ratio >= 1) {
    return file;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * ratio));
  canvas.height = Math.max(1, Math.round(picture.height * ratio));
  const pen = canvas.getContext("2d");
  if (!pen) {
    return file;
  }
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  // Where a browser writes no WebP it writes PNG.
  const bytes = await new Promise((done) => canvas.toBlob(done, "image/webp", quality));
  return bytes ? new File([bytes], file.name, { type: bytes.type }) : file;
}
