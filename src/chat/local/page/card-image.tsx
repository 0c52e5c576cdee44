import type { Image } from "../../../core/thread/card.ts";

/** Pixels of a picture for one of the page's, as ours are drawn. */
const density = 2;

/** Its size is known before it is drawn, so that nothing below it moves. */
export function CardImage({ image }: { image: Image }) {
	const size = pngSize(image.base64);
	return (
		<img
			class="card-image"
			src={`data:image/png;base64,${image.base64}`}
			alt={image.alt}
			width={size && size.width / density}
			height={size && size.height / density}
		/>
	);
}

/** From the head of a PNG (W3C, Portable Network Graphics, 11.2.1); undefined for anything else. */
function pngSize(base64: string): { width: number; height: number } | undefined {
	const head = /^iVBORw0KGgo[A-Za-z0-9+/]{21}/.exec(base64)?.[0];
	if (head === undefined) return undefined;
	const number = (at: number) => [0, 1, 2, 3].reduce((sum, index) => sum * 256 + atob(head).charCodeAt(at + index), 0);
	return { width: number(16), height: number(20) };
}
