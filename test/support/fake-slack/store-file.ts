import type { FakeSlackFile } from "./fake-slack.ts";
import { newId, newSecret } from "./new-id.ts";
import type { StoredFile, World } from "./world.ts";

/** Keeps a file that somebody uploaded. */
export function storeFile(
	world: World,
	input: Pick<StoredFile, "name" | "user" | "bytes"> & Partial<Pick<StoredFile, "id" | "title" | "altText">>,
): StoredFile {
	const file: StoredFile = {
		id: newId("F"),
		title: input.name,
		altText: "",
		createdS: Math.floor(Date.now() / 1_000),
		secret: newSecret(),
		isDeleted: false,
		...input,
	};
	world.files.set(file.id, file);
	world.events.emit("changed");
	return file;
}

export function fakeFile({ id, name, title, user, bytes, isDeleted }: StoredFile): FakeSlackFile {
	return { id, name, title, user, size: bytes.length, isDeleted };
}
