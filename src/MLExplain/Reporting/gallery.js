(() => {
  // A map's picture is white where the map is 0: the further from white, the less of the picture shows through.
  const layer = map => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [map.naturalWidth, map.naturalHeight];
    const context = canvas.getContext("2d");
    context.drawImage(map, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    const data = pixels.data;
    for (let i = 0; i < data.length; i += 4) {
      const alpha = 255 - Math.min(data[i], data[i + 1], data[i + 2]);
      for (let c = 0; c < 3; c++) data[i + c] = alpha ? 255 - (255 - data[i + c]) * 255 / alpha : 255;
      data[i + 3] = alpha;
    }
    context.putImageData(pixels, 0, 0);
    return canvas;
  };
  for (const viewer of document.querySelectorAll(".viewer")) {
    const figures = [...viewer.nextElementSibling.querySelectorAll("figure[data-method]")];
    if (!figures.length) continue;
    const picture = viewer.nextElementSibling.querySelector(".seen img");
    const [canvas, select, opacity] = ["canvas", "select", "input"].map(name => viewer.querySelector(name));
    for (const figure of figures) select.add(new Option(figure.dataset.method));
    const draw = async () => {
      const map = figures[select.selectedIndex].querySelector("img");
      picture.loading = map.loading = "eager";
      await Promise.all([picture.decode(), map.decode()]);
      [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
      const context = canvas.getContext("2d");
      context.drawImage(picture, 0, 0);
      context.globalAlpha = opacity.value / 100;
      context.drawImage(layer(map), 0, 0, canvas.width, canvas.height);
      canvas.setAttribute("aria-label", `${select.value} over ${picture.alt}, opacity ${opacity.value} %`);
    };
    select.addEventListener("change", draw);
    opacity.addEventListener("input", draw);
    viewer.hidden = false;
    draw();
  }
})();
