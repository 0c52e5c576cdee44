import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { toAttachment, WrongFileHost } from "../../../src/chat/discord/interactions/attachment.ts";
import { type Attachment, AttachmentLost } from "../../../src/ports/chat.ts";
import { UploadTooLarge } from "../../../src/ports/upload-store.ts";
import { httpServer, type Loopback } from "../lookup/loopback.ts";

const servers: Loopback[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Given {
	readonly size?: number;
	readonly filename?: string;
	readonly fileHosts?: readonly string[];
	readonly maxUploadBytes?: number;
	readonly sizeLimit?: number | null;
	readonly headersTimeoutMs?: number;
	readonly silenceTimeoutMs?: number;
}

async function fileFrom(reply: (response: ServerResponse, path: string) => void, given: Given = {}) {
	const server = await httpServer((path, response) => reply(response, path));
	servers.push(server);
	const announced = { url: `${server.url}files/report.csv?ex=1`, filename: "report.csv", size: 6, ...given };
	const rules = {
		...{ fileHosts: [server.host], maxUploadBytes: 1_000, sizeLimit: null },
		...{ headersTimeoutMs: 20_000, silenceTimeoutMs: 20_000, ...given },
	};
	return { server, file: toAttachment(announced, rules) };
}

async function read(file: Attachment): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.open()) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

const rules = {
	...{ fileHosts: ["cdn.discordapp.com"], maxUploadBytes: 10, sizeLimit: null },
	...{ headersTimeoutMs: 1, silenceTimeoutMs: 1 },
};
const fromUrl = (url: string, fileHosts: readonly string[] = rules.fileHosts) =>
	toAttachment({ url, filename: "a.csv", size: 1 }, { ...rules, fileHosts });

describe("the host of an attachment", () => {
	it("is one of the settings, over https, or http on this machine", () => {
		expect(fromUrl("https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1&hm=2").bytes).toBe(1);
		expect(fromUrl("https://CDN.discordapp.com:443/a.csv").bytes).toBe(1);
		expect(fromUrl("http://127.0.0.1:8080/a.csv", ["127.0.0.1:8080"]).bytes).toBe(1);
		expect(fromUrl("http://[::1]:8080/a.csv", ["[::1]:8080"]).bytes).toBe(1);
	});

	it.each([
		["another host", "https://evil.example/a.csv"],
		["a host below it", "https://x.cdn.discordapp.com/a.csv"],
		["a host that begins with it", "https://cdn.discordapp.com.evil.example/a.csv"],
		["it as a user name", "https://cdn.discordapp.com@evil.example/a.csv"],
		["a user name before it", "https://someone@cdn.discordapp.com/a.csv"],
		["it with another port", "https://cdn.discordapp.com:8443/a.csv"],
		["it with a dot behind", "https://cdn.discordapp.com./a.csv"],
		["a backslash", "https://evil.example\\@cdn.discordapp.com/a.csv"],
		["no encryption", "http://cdn.discordapp.com/a.csv"],
		["another protocol", "file://cdn.discordapp.com/etc/passwd"],
		["no link", "cdn.discordapp.com/a.csv"],
	])("is refused when it is %s", (_, url) => {
		expect(() => fromUrl(url)).toThrow(WrongFileHost);
	});

	it("is refused without encryption on another machine, even when the settings name it", () => {
		expect(() => fromUrl("http://files.example/a.csv", ["files.example"])).toThrow(WrongFileHost);
		expect(() => fromUrl("http://127.0.0.1.example/a.csv", ["127.0.0.1.example"])).toThrow(WrongFileHost);
	});
});

describe("an attachment's name", () => {
	it.each([
		["report.csv", "report.csv"],
		["../../etc/passwd", "passwd"],
		["C:\\files\\list.txt", "list.txt"],
		["a\nb\u0000\u202Evsc.exe", "a b vsc.exe"],
		["..", "file"],
		["dir/", "file"],
		["", "file"],
	])("%j is shown as %j", (filename, shown) => {
		expect(toAttachment({ url: "https://cdn.discordapp.com/a", filename, size: 1 }, rules).fileName).toBe(shown);
	});
});

describe("fetching an attachment", () => {
	it("gives its bytes, once", async () => {
		const { file, server } = await fileFrom((response) => {
			response.write("abc");
			response.end("def");
		});
		expect(file.bytes).toBe(6);
		expect(server.asked, "nothing is fetched before it is read").toEqual([]);
		expect(await read(file)).toBe("abcdef");
		expect(() => file.open()).toThrow("read once");
		expect(server.asked).toEqual(["/files/report.csv?ex=1"]);
	});

	it("takes an empty file", async () => {
		const { file } = await fileFrom((response) => response.end(), { size: 0 });
		expect(await read(file)).toBe("");
	});

	it("does not begin when it is announced as too large, by our limit or by Discord's", async () => {
		for (const limits of [{ maxUploadBytes: 5 }, { sizeLimit: 5 }]) {
			const { file, server } = await fileFrom((response) => response.end("abcdef"), limits);
			expect(() => file.open()).toThrow(UploadTooLarge);
			expect(server.asked).toEqual([]);
		}
	});

	it.each([403, 404, 410, 500, 204, 206])("fails when the host answers %i", async (status) => {
		const { file } = await fileFrom((response) => response.writeHead(status).end());
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("follows no redirect", async () => {
		const { file, server } = await fileFrom((response, path) => {
			if (path === "/other") response.end("abcdef");
			else response.writeHead(302, { location: "/other" }).end();
		});
		await expect(read(file)).rejects.toThrow(AttachmentLost);
		expect(server.asked).toHaveLength(1);
	});

	it("fails when fewer bytes come than announced, or more", async () => {
		for (const text of ["abcde", "abcdefg"]) {
			const { file } = await fileFrom((response) => response.end(text));
			await expect(read(file)).rejects.toThrow(AttachmentLost);
		}
	});

	it("fails when the line is cut", async () => {
		const { file } = await fileFrom((response) => {
			response.writeHead(200, { "content-length": "6" });
			response.write("abc", () => response.destroy());
		});
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("fails when no answer comes in time", async () => {
		const { file } = await fileFrom(() => {}, { headersTimeoutMs: 20 });
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("fails when it falls silent", async () => {
		const { file } = await fileFrom((response) => void response.write("abc"), { silenceTimeoutMs: 50 });
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("ends the download when its reader stops", async () => {
		const replied: ServerResponse[] = [];
		const { file } = await fileFrom((response) => {
			replied.push(response);
			response.write("abc");
		});
		for await (const _ of file.open()) break;
		const [response] = replied;
		if (response?.destroyed === false) await once(response, "close");
		expect(response?.destroyed).toBe(true);
	});
});
