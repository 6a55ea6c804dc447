// The ways in which a photograph comes back: the transforms of the bar, made with sharp.

import sharp, { type Sharp } from "sharp";

type Make = (photo: Photo) => Promise<Buffer>;
export interface Photo {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

const jpeg = (image: Sharp, quality = 85) => image.jpeg({ quality }).toBuffer();
const svg = (width: number, height: number, body: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);

function crop({ bytes, width, height }: Photo, left: number, top: number, right: number, bottom: number) {
  return jpeg(
    sharp(bytes).extract({
      left: Math.round(width * left),
      top: Math.round(height * top),
      width: Math.round(width * (1 - left - right)),
      height: Math.round(height * (1 - top - bottom)),
    }),
  );
}

/** A phone's screen of 1080 × 2340 with the photo in the middle, a status bar and a row of buttons. */
async function screenshot({ bytes }: Photo, ground: "black" | "white"): Promise<Buffer> {
  const ink = ground === "black" ? "#ddd" : "#222";
  const photo = await sharp(bytes)
    .resize(1080, 1800, { fit: "inside" })
    .toBuffer({ resolveWithObject: true });
  const bars = svg(
    1080,
    2340,
    `<text x="60" y="70" font-size="40" fill="${ink}">12:41</text><text x="900" y="70" font-size="40" fill="${ink}">86%</text>
     <circle cx="200" cy="2240" r="36" fill="${ink}"/><circle cx="540" cy="2240" r="36" fill="${ink}"/><circle cx="880" cy="2240" r="36" fill="${ink}"/>`,
  );
  return jpeg(
    sharp({ create: { width: 1080, height: 2340, channels: 3, background: ground } }).composite([
      {
        input: photo.data,
        left: Math.round((1080 - photo.info.width) / 2),
        top: Math.round((2340 - photo.info.height) / 2),
      },
      { input: bars, left: 0, top: 0 },
    ]),
    80,
  );
}

export const TRANSFORMS: Readonly<Record<string, Make>> = {
  q30: ({ bytes }) => jpeg(sharp(bytes), 30),
  half: ({ bytes, width }) => jpeg(sharp(bytes).resize(Math.round(width / 2))),
  quarter: ({ bytes, width }) => jpeg(sharp(bytes).resize(Math.round(width / 4))),
  "crop 5 %": (photo) => crop(photo, 0.025, 0.025, 0.025, 0.025),
  "crop 10 %": (photo) => crop(photo, 0.05, 0.05, 0.05, 0.05),
  "crop 20 %": (photo) => crop(photo, 0.1, 0.1, 0.1, 0.1),
  "crop 20 % each edge": (photo) => crop(photo, 0.2, 0.2, 0.2, 0.2),
  "side crop 10 %": (photo) => crop(photo, 0, 0, 0.1, 0),
  watermark: ({ bytes, width, height }) =>
    jpeg(
      sharp(bytes).composite([
        {
          input: svg(
            width,
            height,
            `<rect x="${width * 0.05}" y="${height * 0.72}" width="${width * 0.5}" height="${height * 0.2}" fill="#0008"/>
             <text x="${width * 0.07}" y="${height * 0.8}" font-size="${height * 0.06}" fill="#fff">2026-05-08 09:30</text>
             <text x="${width * 0.07}" y="${height * 0.88}" font-size="${height * 0.05}" fill="#ff0">青禾村 入户走访</text>`,
          ),
        },
      ]),
    ),
  "caption bar": ({ bytes, width, height }) => {
    const bar = Math.round(height * 0.12);
    const caption = `<rect width="${width}" height="${bar}" fill="#fff"/><text x="${width * 0.05}" y="${bar * 0.65}" font-size="${bar * 0.45}" fill="#000">入户走访工作照片</text>`;
    return sharp(bytes)
      .extend({ bottom: bar, background: "white" })
      .toBuffer()
      .then((extended) =>
        jpeg(sharp(extended).composite([{ input: svg(width, bar, caption), left: 0, top: height }])),
      );
  },
  brightness: ({ bytes }) => jpeg(sharp(bytes).modulate({ brightness: 1.3 })),
  darker: ({ bytes }) => jpeg(sharp(bytes).modulate({ brightness: 0.7 })),
  messenger: ({ bytes }) =>
    jpeg(sharp(bytes).resize(1080, 1080, { fit: "inside", withoutEnlargement: true }), 70),
  grey: ({ bytes }) => jpeg(sharp(bytes).grayscale()),
  "rotate 90°": ({ bytes }) => jpeg(sharp(bytes).rotate(90)),
  mirror: ({ bytes }) => jpeg(sharp(bytes).flop()),
  "screenshot black": (photo) => screenshot(photo, "black"),
  "screenshot white": (photo) => screenshot(photo, "white"),
};

/** The photograph as a viewer shows it: upright, without its labels. */
export async function upright(bytes: Buffer): Promise<Photo> {
  const { data, info } = await sharp(bytes, { failOn: "none" })
    .autoOrient()
    .jpeg({ quality: 95 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
