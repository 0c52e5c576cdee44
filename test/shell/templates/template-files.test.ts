import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError } from "../../../src/config.ts";
import { maxTemplateBytes } from "../../../src/core/notice/template/template.ts";
import { templatesAndOwn, templatesOf } from "../../../src/main/templates-of.ts";
import { readTemplateFiles, TemplateFolderFault } from "../../../src/templates/template-files.ts";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "templates-"));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

async function put(file: string, content: string | Uint8Array) {
	await mkdir(join(folder, file, ".."), { recursive: true });
	await writeFile(join(folder, file), content);
}
const whyNot = (settings: { readonly language?: "nl" | "en"; readonly dir?: string } = {}) =>
	templatesOf({ TEMPLATES_DIR: settings.dir ?? folder, HOTLINE_LANGUAGE: settings.language ?? "en" }).then(
		() => "",
		(fault: unknown) => (fault instanceof ConfigError ? fault.message.replaceAll(folder, "DIR") : String(fault)),
	);
const phishing = "== systems ==\nphishing\n== at_stake ==\nx\n== what_to_do ==\n- y\n";

describe("readTemplateFiles", () => {
	it("finds the built-in ones: the frame and six categories in two languages", async () => {
		const files = await readTemplateFiles(null);
		expect(files).toHaveLength(14);
		for (const { bytes, isOwn } of files) expect([bytes.byteLength > 100, isOwn]).toEqual([true, false]);
	});

	it("takes the hotline's own file by file, and passes over what editors leave", async () => {
		await put("nl/phishing.txt", phishing);
		await put("nl/.DS_Store", "x");
		await put("nl/mail.txt~", "x");
		const own = (await readTemplateFiles(folder)).filter(({ isOwn }) => isOwn);
		expect(own).toEqual([
			{
				language: "nl",
				name: "phishing",
				isOwn: true,
				path: join(folder, "nl/phishing.txt"),
				bytes: new TextEncoder().encode(phishing),
			},
		]);
		expect((await templatesAndOwn({ TEMPLATES_DIR: folder, HOTLINE_LANGUAGE: "nl" })).own).toBe(1);
	});

	it("reads no more of a large file than shows that it is too large", async () => {
		await put("en/mail.txt", Buffer.alloc(maxTemplateBytes * 3, "x"));
		const mail = (await readTemplateFiles(folder)).find(({ isOwn }) => isOwn);
		expect(mail?.bytes.byteLength).toBe(maxTemplateBytes + 1);
		expect(await whyNot()).toContain("DIR/en/mail.txt: the file is larger than 64 kB.");
	});

	it("throws for what is no file of text", async () => {
		await mkdir(join(folder, "nl/mail.txt"), { recursive: true });
		await expect(readTemplateFiles(folder)).rejects.toBeInstanceOf(TemplateFolderFault);
		expect(await whyNot()).toBe("TEMPLATES_DIR: DIR/nl/mail.txt can't be read. Check who may read it.");
	});

	it.skipIf(process.getuid?.() === 0)("throws for a folder that may not be read", async () => {
		await put("nl/mail.txt", "x");
		await chmod(join(folder, "nl"), 0);
		expect(await whyNot()).toContain("can't be read");
		await chmod(join(folder, "nl"), 0o700);
	});
});

describe("templatesOf", () => {
	it("says what to do about a folder that is not there, is a file, holds no language, or a file with another name", async () => {
		expect(await whyNot({ dir: join(folder, "none") })).toMatch(/^TEMPLATES_DIR: DIR\/none is no folder\. Make it/);
		await put("readme.txt", "x");
		expect(await whyNot({ dir: join(folder, "readme.txt") })).toContain("is no folder");
		expect(await whyNot()).toMatch(/^TEMPLATES_DIR: DIR holds no folder nl or en\./);
		await put("nl/pishing.txt", phishing);
		expect(await whyNot()).toMatch(/^TEMPLATES_DIR: DIR\/nl\/pishing\.txt is not the name of a template/);
		expect(await whyNot({ language: "nl" })).toContain("heet niet zoals een van de teksten");
	});

	it("names file and line of everything that is wrong, in the hotline's language", async () => {
		await put("nl/phishing.txt", `${phishing}{{nummer}}\n192.0.2.1\n`);
		await put("en/other.txt", "hello");
		expect((await whyNot({ language: "nl" })).split("\n")).toEqual([
			expect.stringMatching(
				/^DIR\/nl\/phishing\.txt, regel 7: er is geen invulplek {{nummer}}\. Hier kun je gebruiken: /,
			),
			"DIR/nl/phishing.txt, regel 8: hier staat een IP-adres. Een mail mag alleen adressen van de ontvanger noemen; haal dit adres weg.",
			...["systems", "at_stake", "what_to_do"].map((name) =>
				expect.stringContaining(`het onderdeel "${name}" ontbreekt`),
			),
			expect.stringMatching(/^DIR\/en\/other\.txt, regel 1: dit staat boven het eerste kopje\./),
		]);
	});
});
