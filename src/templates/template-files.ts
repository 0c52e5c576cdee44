import { existsSync } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../core/language.ts";
import { maxTemplateBytes, type TemplateFile, templateNames } from "../core/notice/template/template.ts";

/** The folder of the hotline's own templates can't be used as it is. `path` is what it is about. */
export class TemplateFolderFault extends Error {
	readonly code: "no-folder" | "no-language" | "not-a-template" | "unreadable";
	readonly path: string;
	constructor(code: TemplateFolderFault["code"], path: string, options?: ErrorOptions) {
		super(`templates: ${code}`, options);
		this.name = "TemplateFolderFault";
		this.code = code;
		this.path = path;
	}
}

const languages: readonly Language[] = ["nl", "en"];

/**
 * All templates as they lie on disk: those in `folder` (`nl/mail.txt`, `en/phishing.txt` …), and for each that is not there the
 * built-in one; null = the built-in ones. Of a file that is too large no more is read than shows that. Throws `TemplateFolderFault`, also for
 * a file in `nl` or `en` that bears no template's name, as a misspelt one would have no effect.
 */
export async function readTemplateFiles(folder: string | null): Promise<TemplateFile[]> {
	const builtIn = builtInFolder();
	const own = folder === null ? new Set<string>() : await ownFiles(folder);
	const wanted = languages.flatMap((language) => templateNames.map((name) => ({ language, name })));
	return Promise.all(
		wanted.map(async ({ language, name }) => {
			const file = join(language, `${name}.txt`);
			const isOwn = own.has(file);
			const path = join(isOwn && folder !== null ? folder : builtIn, file);
			return { language, name, path, isOwn, bytes: await readStart(path) };
		}),
	);
}

/** The folder `templates/` of the package, from the source as well as from the build. */
function builtInFolder(): string {
	for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
		const candidate = join(folder, "templates");
		if (existsSync(join(candidate, "nl", "mail.txt"))) return candidate;
		if (folder === dirname(folder)) throw new Error("the folder templates/ is missing from the installation");
	}
}

async function ownFiles(folder: string): Promise<Set<string>> {
	const there = await namesIn(folder);
	if (there === null) throw new TemplateFolderFault("no-folder", folder);
	const own = new Set<string>();
	for (const language of languages) {
		const files = (await namesIn(join(folder, language))) ?? [];
		for (const file of files) {
			// Editors and file managers leave such: `.DS_Store`, `mail.txt~`.
			if (file.startsWith(".") || file.endsWith("~")) continue;
			if (!templateNames.some((name) => file === `${name}.txt`))
				throw new TemplateFolderFault("not-a-template", join(folder, language, file));
			own.add(join(language, file));
		}
	}
	if (!there.some((name) => languages.some((language) => name === language)))
		throw new TemplateFolderFault("no-language", folder);
	return own;
}

/** Null when it is not there, or no folder. */
async function namesIn(folder: string): Promise<string[] | null> {
	try {
		return (await readdir(folder)).sort();
	} catch (fault) {
		if (fault instanceof Error && "code" in fault && (fault.code === "ENOENT" || fault.code === "ENOTDIR")) return null;
		throw new TemplateFolderFault("unreadable", folder, { cause: fault });
	}
}

async function readStart(path: string): Promise<Uint8Array> {
	try {
		const file = await open(path);
		try {
			return await readUpTo(file, maxTemplateBytes + 1);
		} finally {
			await file.close();
		}
	} catch (fault) {
		throw new TemplateFolderFault("unreadable", path, { cause: fault });
	}
}

async function readUpTo(file: FileHandle, maxBytes: number): Promise<Uint8Array> {
	const buffer = new Uint8Array(maxBytes);
	let length = 0;
	while (length < maxBytes) {
		const { bytesRead } = await file.read(buffer, length, maxBytes - length);
		if (bytesRead === 0) break;
		length += bytesRead;
	}
	return buffer.subarray(0, length);
}
