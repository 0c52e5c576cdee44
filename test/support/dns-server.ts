import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, isIP, type Socket } from "node:net";
import { parseIpv4, parseIpv6 } from "../../src/core/report/parse-address.ts";

const types = { A: 1, CNAME: 5, PTR: 12, MX: 15, TXT: 16, AAAA: 28 } as const;
export type DnsType = keyof typeof types;

export interface DnsRecord {
	/** An address, a name for a CNAME or PTR, text for a TXT, `10 name` for an MX. */
	readonly data: string;
	/** Needed for PTR, MX and TXT. */
	readonly type?: DnsType;
	/** Default: the name that was asked for. */
	readonly name?: string;
	/** In seconds; default 60. */
	readonly ttl?: number;
}

/** A response code (RFC 1035, 4.1.1: 2 = server failure, 3 = no such name, 5 = refused) with records, or silence for null. */
export type DnsReply = { readonly code?: number; readonly records?: readonly DnsRecord[] } | null;

export interface DnsServer {
	/** `127.0.0.1:<port>` */
	readonly address: string;
	/** `<type> <name>` of each question, in order. */
	readonly asked: string[];
	close(): Promise<void>;
}

function nameBytes(name: string): Buffer {
	const labels = name
		.split(".")
		.filter((label) => label !== "")
		.map((label) => Buffer.from([label.length, ...Buffer.from(label, "latin1")]));
	return Buffer.concat([...labels, Buffer.from([0])]);
}

function dataBytes(data: string, given: DnsType | undefined): { readonly type: number; readonly bytes: Buffer } {
	if (given === "TXT") {
		const strings = data.match(/.{1,255}/gs) ?? [""];
		const bytes = strings.map((part) => Buffer.from([part.length, ...Buffer.from(part, "latin1")]));
		return { type: types.TXT, bytes: Buffer.concat(bytes) };
	}
	if (given === "MX") {
		const [priority = "", server = ""] = data.split(" ");
		return { type: types.MX, bytes: Buffer.concat([Buffer.from([0, Number(priority)]), nameBytes(server)]) };
	}
	if (given === "PTR") return { type: types.PTR, bytes: nameBytes(data) };
	if (isIP(data) === 4) {
		const bytes = Buffer.alloc(4);
		bytes.writeUInt32BE(parseIpv4(data) as number);
		return { type: types.A, bytes };
	}
	if (isIP(data) === 6) {
		const hex = (parseIpv6(data) as bigint).toString(16).padStart(32, "0");
		return { type: types.AAAA, bytes: Buffer.from(hex, "hex") };
	}
	return { type: types.CNAME, bytes: nameBytes(data) };
}

function recordBytes({ data, type: given, name, ttl = 60 }: DnsRecord, asked: string): Buffer {
	const { type, bytes } = dataBytes(data, given);
	const rest = Buffer.alloc(10);
	rest.writeUInt16BE(type, 0);
	rest.writeUInt16BE(1, 2);
	rest.writeUInt32BE(ttl, 4);
	rest.writeUInt16BE(bytes.length, 8);
	return Buffer.concat([nameBytes(name ?? asked), rest, bytes]);
}

/** The name and type in a question (RFC 1035, 4.1.2). */
function readQuestion(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
	const labels: string[] = [];
	let at = 12;
	for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
		labels.push(message.toString("latin1", at + 1, at + 1 + length));
		at += length + 1;
	}
	return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(message: Buffer, { code = 0, records = [] }: NonNullable<DnsReply>, maxBytes: number): Buffer {
	const { name, end } = readQuestion(message);
	const header = Buffer.from(message.subarray(0, 12));
	header.writeUInt16BE(0x8180 | code, 2);
	header.writeUInt16BE(records.length, 6);
	header.writeUInt32BE(0, 8);
	const whole = Buffer.concat([
		header,
		message.subarray(12, end),
		...records.map((record) => recordBytes(record, name)),
	]);
	if (whole.length <= maxBytes) return whole;
	// Truncated (RFC 1035, 4.1.1): to be asked again over TCP.
	header.writeUInt16BE(0x8380 | code, 2);
	header.writeUInt16BE(0, 6);
	return Buffer.concat([header, message.subarray(12, end)]);
}

/** A name server on loopback, over UDP (512 bytes at most) and TCP. */
export async function dnsServer(
	reply: (name: string, type: DnsType) => DnsReply | Promise<DnsReply>,
): Promise<DnsServer> {
	const asked: string[] = [];
	const sockets = new Set<Socket>();
	const typeOf = (number: number) => (Object.keys(types) as DnsType[]).find((type) => types[type] === number);
	const answer = async (message: Buffer, maxBytes: number): Promise<Buffer | null> => {
		const { name, type: number } = readQuestion(message);
		const type = typeOf(number);
		if (type === undefined) return answerTo(message, { code: 4 }, maxBytes);
		asked.push(`${type} ${name}`);
		const given = await reply(name, type);
		return given === null ? null : answerTo(message, given, maxBytes);
	};
	const tcp = createServer((socket) => {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("data", (chunk) => {
			void answer(chunk.subarray(2), 65_535).then((whole) => {
				if (whole !== null) socket.write(Buffer.concat([Buffer.from([whole.length >> 8, whole.length & 255]), whole]));
			});
		});
	});
	tcp.listen(0, "127.0.0.1");
	await once(tcp, "listening");
	const { port } = tcp.address() as { port: number };
	const udp = createSocket("udp4");
	let isOpen = true;
	udp.on("message", (message, from) => {
		void answer(message, 512).then((whole) => {
			if (whole !== null && isOpen) udp.send(whole, from.port, from.address, () => {});
		});
	});
	udp.bind(port, "127.0.0.1");
	await once(udp, "listening");
	return {
		address: `127.0.0.1:${port}`,
		asked,
		close: async () => {
			isOpen = false;
			udp.close();
			for (const socket of sockets) socket.destroy();
			tcp.close();
			await once(tcp, "close");
		},
	};
}
