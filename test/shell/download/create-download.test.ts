import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createDownload, type DownloadTimes } from "../../../src/download/create-download.ts";
import { AttachmentLost } from "../../../src/ports/chat.ts";
import { LoginPage, type RemoteFile, WrongFileHost } from "../../../src/ports/download.ts";
import { httpServer, type Loopback } from "../lookup/loopback.ts";

const servers: Loopback[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Given = Partial<RemoteFile & DownloadTimes>;

async function fileFrom(reply: (response: ServerResponse, path: string) => void, given: Given = {}) {
	const server = await httpServer((path, response) => reply(response, path));
	servers.push(server);
	const { headersTimeoutMs = 20_000, silenceTimeoutMs = 20_000 } = given;
	const download = createDownload({ headersTimeoutMs, silenceTimeoutMs });
	const wanted = { url: `${server.url}files/report.csv?ex=1`, hosts: [server.host], bytes: 6, ...given };
	return { server, open: () => download(wanted) };
}

async function read({ open }: { open: () => AsyncIterable<Uint8Array> }): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of open()) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

/** What is thrown for a link before anything is asked of its host; “no answer” when it may be asked. */
async function fromUrl(url: string, hosts: readonly string[] = ["cdn.discordapp.com"]): Promise<unknown> {
	const download = createDownload({ headersTimeoutMs: 0, silenceTimeoutMs: 0 });
	return read({ open: () => download({ url, hosts, bytes: 1 }) }).catch((fault: unknown) => fault);
}

describe("the host of a file", () => {
	it("is one of the settings, over https, or http on this machine", async () => {
		expect(await fromUrl("https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1&hm=2")).toBeInstanceOf(AttachmentLost);
		expect(await fromUrl("https://CDN.discordapp.com:443/a.csv")).toBeInstanceOf(AttachmentLost);
		expect(await fromUrl("http://127.0.0.1:8080/a.csv", ["127.0.0.1:8080"])).toBeInstanceOf(AttachmentLost);
		expect(await fromUrl("http://[::1]:8080/a.csv", ["[::1]:8080"])).toBeInstanceOf(AttachmentLost);
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
	])("is refused when it is %s", async (_, url) => {
		expect(await fromUrl(url)).toBeInstanceOf(WrongFileHost);
	});

	it("is refused without encryption on another machine, even when the settings name it", async () => {
		expect(await fromUrl("http://files.example/a.csv", ["files.example"])).toBeInstanceOf(WrongFileHost);
		expect(await fromUrl("http://127.0.0.1.example/a.csv", ["127.0.0.1.example"])).toBeInstanceOf(WrongFileHost);
	});
});

describe("fetching a file", () => {
	it("gives its bytes", async () => {
		const { server, ...file } = await fileFrom((response) => {
			response.write("abc");
			response.end("def");
		});
		expect(server.asked, "nothing is fetched before it is read").toEqual([]);
		expect(await read(file)).toBe("abcdef");
		expect(server.asked).toEqual(["/files/report.csv?ex=1"]);
	});

	it("takes an empty file", async () => {
		const file = await fileFrom((response) => response.end(), { bytes: 0 });
		expect(await read(file)).toBe("");
	});

	it("shows the host who asks, and no other host", async () => {
		const seen: (string | undefined)[] = [];
		const file = await fileFrom(
			(response) => {
				seen.push(response.req.headers.authorization);
				response.end("abcdef");
			},
			{ authorization: "Bearer xoxb-1" },
		);
		await read(file);
		const other = await fileFrom((response) => response.writeHead(302, { location: file.server.url }).end(), {
			authorization: "Bearer xoxb-1",
		});
		await expect(read(other)).rejects.toThrow(AttachmentLost);
		expect(seen).toEqual(["Bearer xoxb-1"]);
	});

	it.each([
		["by its type", "text/html; charset=utf-8", "abcdef"],
		["by its first words", "text/csv", "\uFEFF\n<!DOCTYPE html><html>"],
		["by its first tag", "text/csv", "<html lang=en>"],
	])("knows a log-in page %s", async (_, type, text) => {
		const file = await fileFrom((response) => response.writeHead(200, { "content-type": type }).end(text));
		await expect(read(file)).rejects.toThrow(LoginPage);
	});

	it.each([403, 404, 410, 500, 204, 206])("fails when the host answers %i", async (status) => {
		const file = await fileFrom((response) => response.writeHead(status).end());
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("follows no redirect", async () => {
		const { server, ...file } = await fileFrom((response, path) => {
			if (path === "/other") response.end("abcdef");
			else response.writeHead(302, { location: "/other" }).end();
		});
		await expect(read(file)).rejects.toThrow(AttachmentLost);
		expect(server.asked).toHaveLength(1);
	});

	it("fails when fewer bytes come than announced, or more", async () => {
		for (const text of ["abcde", "abcdefg"]) {
			const file = await fileFrom((response) => response.end(text));
			await expect(read(file)).rejects.toThrow(AttachmentLost);
		}
	});

	it("fails when the line is cut", async () => {
		const file = await fileFrom((response) => {
			response.writeHead(200, { "content-length": "6" });
			response.write("abc", () => response.destroy());
		});
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("fails when no answer comes in time", async () => {
		const file = await fileFrom(() => {}, { headersTimeoutMs: 20 });
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("fails when it falls silent", async () => {
		const file = await fileFrom((response) => void response.write("abc"), { silenceTimeoutMs: 50 });
		await expect(read(file)).rejects.toThrow(AttachmentLost);
	});

	it("ends the download when its reader stops", async () => {
		const replied: ServerResponse[] = [];
		const file = await fileFrom((response) => {
			replied.push(response);
			response.write("abc");
		});
		for await (const _ of file.open()) break;
		const [response] = replied;
		if (response?.destroyed === false) await once(response, "close");
		expect(response?.destroyed).toBe(true);
	});
});
