import { createSocket, type Socket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { renderRange } from "../../../src/core/report/range.ts";
import { dnsHostResolver } from "../../../src/lookup/dns/dns-host-resolver.ts";

const signal = new AbortController().signal;
const typeA = 1;

interface Reply {
	/** RFC 1035, 4.1.1: 0 = fine, 2 = server failure, 3 = no such name. */
	readonly code: number;
	/** Addresses as bytes. */
	readonly addresses: readonly Buffer[];
}

/** The name and type in a question (RFC 1035, 4.1.2). */
function readQuestion(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
	const labels: string[] = [];
	let at = 12;
	for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
		labels.push(message.toString("latin1", at + 1, at + 1 + length));
		at += length + 1;
	}
	return { name: labels.join("."), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(message: Buffer, { code, addresses }: Reply): Buffer {
	const { type, end } = readQuestion(message);
	const header = Buffer.from(message.subarray(0, 12));
	header.writeUInt16BE(0x8180 | code, 2);
	header.writeUInt16BE(addresses.length, 6);
	header.writeUInt32BE(0, 8);
	const records = addresses.map((address) => {
		const record = Buffer.alloc(12);
		record.writeUInt16BE(0xc00c, 0);
		record.writeUInt16BE(type, 2);
		record.writeUInt16BE(1, 4);
		record.writeUInt32BE(60, 6);
		record.writeUInt16BE(address.length, 10);
		return Buffer.concat([record, address]);
	});
	return Buffer.concat([header, message.subarray(12, end), ...records]);
}

describe("the host resolver", () => {
	let server: Socket | null = null;
	afterEach(() => {
		server?.close();
		server = null;
	});
	async function resolver(reply: (name: string, type: number) => Reply | null) {
		const socket = createSocket("udp4");
		server = socket;
		socket.on("message", (message, from) => {
			const { name, type } = readQuestion(message);
			const answer = reply(name, type);
			if (answer !== null) socket.send(answerTo(message, answer), from.port, from.address);
		});
		await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
		const servers = [`127.0.0.1:${socket.address().port}`];
		return dnsHostResolver({ timeoutMs: 300, attempts: 1, concurrency: 4, servers });
	}
	const none: Reply = { code: 0, addresses: [] };

	it("gives all addresses of both versions", async () => {
		const six = Buffer.from("20010db8000000000000000000000001", "hex");
		const { resolve } = await resolver((_name, type) => ({
			code: 0,
			addresses: type === typeA ? [Buffer.from([192, 0, 2, 1]), Buffer.from([192, 0, 2, 2])] : [six],
		}));
		const addresses = await resolve("www.example.nl", signal);
		expect(addresses.map(renderRange).sort()).toEqual(["192.0.2.1", "192.0.2.2", "2001:db8::1"]);
	});

	it("gives nothing for a name that does not exist, or has no address", async () => {
		const missing = await resolver(() => ({ code: 3, addresses: [] }));
		expect(await missing.resolve("www.example.nl", signal)).toEqual([]);
		server?.close();
		const empty = await resolver(() => none);
		expect(await empty.resolve("www.example.nl", signal)).toEqual([]);
	});

	it("gives a fault when a server fails or is silent, also for one version only", async () => {
		const half = await resolver((_name, type) =>
			type === typeA ? { code: 0, addresses: [Buffer.from([192, 0, 2, 1])] } : { code: 2, addresses: [] },
		);
		await expect(half.resolve("www.example.nl", signal)).rejects.toMatchObject({ name: "HostFault" });
		server?.close();
		const silent = await resolver(() => null);
		await expect(silent.resolve("www.example.nl", signal)).rejects.toMatchObject({ name: "HostFault" });
	});

	it("stops at an abort", async () => {
		const abort = new AbortController();
		const { resolve } = await resolver(() => {
			abort.abort();
			return null;
		});
		await expect(resolve("www.example.nl", abort.signal)).rejects.toMatchObject({ name: "AbortError" });
		await expect(resolve("www.example.nl", abort.signal)).rejects.toMatchObject({ name: "AbortError" });
	});
});
