import { addressBits, renderAddress } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";

/** The smallest CIDR block that holds the range, as `address/length`, or the address alone. */
export function enclosingBlock(range: AddressRange): string {
	let hostBits = 0n;
	while (range.first >> hostBits !== range.last >> hostBits) hostBits++;
	const address = renderAddress(range.version, (range.first >> hostBits) << hostBits);
	return hostBits === 0n ? address : `${address}/${addressBits(range.version) - Number(hostBits)}`;
}
