import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { makeZip } from "./make-zip.ts";
import { type ReadingOptions, readHere } from "./reading.ts";

const csv = "ip,port\n192.0.2.1,443\n192.0.2.2,80\n";

async function outcome(bytes: Uint8Array, options?: ReadingOptions) {
	const { result } = await readHere(bytes, options);
	return result.kind === "unreadable" ? result.reason : result.kind;
}

describe("a report in gzip", () => {
	it("is read, whatever is packed in it, in one member or several", async () => {
		const packed: [string, Uint8Array][] = [
			["gz+csv", gzipSync(csv)],
			["gz+csv", Buffer.concat([gzipSync("ip,port\n192.0.2.1,443\n"), gzipSync("192.0.2.2,80\n")])],
			["gz+list", gzipSync("192.0.2.1\n192.0.2.2\n")],
			["gz+jsonl", gzipSync('{"ip":"192.0.2.1"}\n{"ip":"192.0.2.2"}\n')],
			["gz+zip+csv", gzipSync(makeZip([{ name: "a.csv", content: csv }]))],
			["gz+gz+csv", gzipSync(gzipSync(csv))],
		];
		for (const [format, bytes] of packed) {
			const { result, findings } = await readHere(bytes, { pieceBytes: 7 });
			expect(result).toMatchObject({ kind: "read", summary: { format } });
			expect(findings.map(({ target }) => target.text)).toEqual(["192.0.2.1", "192.0.2.2"]);
		}
	});

	it("is refused when it is damaged or cut off", async () => {
		const whole = gzipSync(csv.repeat(1000));
		const flipped = Buffer.from(whole);
		flipped[40] = 255 - (flipped[40] ?? 0);
		for (const bytes of [flipped, whole.subarray(0, -9), Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)])])
			expect(await outcome(bytes)).toBe("broken-archive");
		expect(await outcome(gzipSync(""))).toBe("empty");
	});

	it("is refused when it would be far larger than a report", async () => {
		expect(await outcome(gzipSync(Buffer.alloc(20_000_000)))).toBe("binary");
		expect(await outcome(gzipSync(`ip\n${"192.0.2.1\n".repeat(2_000_000)}`))).toBe("bomb");
		expect(await outcome(gzipSync(csv.repeat(100)), { limits: { maxUnpackedBytes: 1_000 } })).toBe("bomb");
		expect(await outcome(gzipSync(gzipSync(gzipSync(csv))))).toBe("bomb");
	});

	it("passes a fault of the source of the bytes on", async () => {
		const { gunzip } = await import("../../../src/intake/gzip/gunzip.ts");
		async function* failing() {
			yield gzipSync(csv).subarray(0, 10);
			throw new Error("the store is gone");
		}
		const read = async () => {
			for await (const _ of gunzip(failing(), { maxUnpackedBytes: 1_000, maxRatio: 10 }));
		};
		await expect(read()).rejects.toThrow("the store is gone");
	});
});
