import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flatten } from "../registry/flatten.ts";
import { mailboxOf, type Networks, upperWords } from "../registry/made-up-networks.ts";

/**
 * Writes the flattened networks as a script takes them best: where each stretch begins (`starts4`: 32 bits each, `starts6`: the upper
 * 64), the place of its mailbox in `mailboxes` (`answers4`, `answers6`: 32 bits each). Place 0: none.
 */
export async function writeBisectTable(folder: string, all: readonly [Networks, Networks]): Promise<void> {
	const places = new Map<string, number>([["", 0]]);
	const placeOf = (role: number) => {
		const mailbox = role < 0 ? "" : mailboxOf(role);
		const known = places.get(mailbox) ?? places.size;
		places.set(mailbox, known);
		return known;
	};
	for (const networks of all) {
		const starts = [0];
		const answers = [0];
		const roleOf = (network: number) => networks.answer[network] as number;
		flatten(networks, roleOf, (from, to, role) => {
			// What the stretch before left open ends where this one begins.
			if (starts.at(-1) === from) {
				starts.pop();
				answers.pop();
			}
			starts.push(from, to + 1);
			answers.push(placeOf(role), 0);
		});
		const isFour = networks.version === 4;
		const words = isFour ? Uint32Array.from(starts) : BigUint64Array.from(starts, upper);
		await writeFile(join(folder, `starts${networks.version}`), words);
		await writeFile(join(folder, `answers${networks.version}`), Uint32Array.from(answers));
	}
	await writeFile(join(folder, "mailboxes"), [...places.keys()].join("\n"));
}

/** The beginning of all space stays so: nothing of it is before 2a00::. */
function upper(at: number, place: number): bigint {
	if (place === 0) return 0n;
	const [high, low] = upperWords(at);
	return (BigInt(high) << 32n) | BigInt(low);
}
