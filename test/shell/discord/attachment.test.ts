import { describe, expect, it } from "vitest";
import { toAttachment } from "../../../src/chat/discord/interactions/attachment.ts";
import type { RemoteFile } from "../../../src/ports/download.ts";
import { UploadTooLarge } from "../../../src/ports/upload-store.ts";

const asked: RemoteFile[] = [];
const rules = {
	...{ fileHosts: ["cdn.discordapp.com"], maxUploadBytes: 10, sizeLimit: null },
	download(file: RemoteFile) {
		asked.push(file);
		return (async function* () {})();
	},
};
const url = "https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1&hm=2";

it("is fetched when it is read, once, from the hosts of the settings", () => {
	const file = toAttachment({ url, filename: "a.csv", size: 6 }, rules);
	expect([file.bytes, asked]).toEqual([6, []]);
	file.open();
	expect(asked.splice(0)).toEqual([{ url, hosts: ["cdn.discordapp.com"], bytes: 6 }]);
	expect(() => file.open()).toThrow("read once");
});

it("is not fetched when it is announced as too large, by our limit or by Discord's", () => {
	for (const limits of [{ maxUploadBytes: 5 }, { sizeLimit: 5 }]) {
		const file = toAttachment({ url, filename: "a.csv", size: 6 }, { ...rules, ...limits });
		expect(() => file.open()).toThrow(UploadTooLarge);
		expect(asked).toEqual([]);
	}
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
