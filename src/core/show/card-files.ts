import type { Card, CardFile } from "../thread/card.ts";

/** The names under which a card's picture and files are sent; `left` are over `most`, the picture included. */
export interface NamedFiles {
	readonly imageName: string | null;
	readonly files: readonly { readonly name: string; readonly file: CardFile }[];
	readonly left: number;
}

const longestName = 100;

/** Names of letters that every platform leaves as they are, no two the same. */
export function nameFiles({ image, files = [] }: Card, most: number): NamedFiles {
	const room = most - (image === undefined ? 0 : 1);
	const names = new Set<string>();
	const imageName = image === undefined ? null : safeName(image.fileName, names);
	return {
		imageName,
		files: files.slice(0, room).map((file) => ({ name: safeName(file.fileName, names), file })),
		left: Math.max(0, files.length - room),
	};
}

function safeName(fileName: string, taken: Set<string>): string {
	const plain = fileName
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replace(/[^A-Za-z0-9._-]+/g, "-")
		.replace(/^[.-]+/, "");
	const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? "";
	const stem = plain.slice(0, plain.length - ending.length).slice(0, longestName) || "file";
	let name = `${stem}${ending}`;
	for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}${ending}`;
	taken.add(name);
	return name;
}
