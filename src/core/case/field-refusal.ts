import type { OptionSpec } from "../command/command-spec.ts";
import { addressesIn } from "../report/find-addresses.ts";
import { freeText } from "./free-text.ts";
import { publicLink } from "./public-link.ts";
import type { RefusalCode } from "./refusal.ts";

/** Why a text would be refused by itself, whatever the case; null when it would not. For a form that is still open. */
export function fieldRefusal(holds: NonNullable<OptionSpec["holds"]>, text: string): RefusalCode | null {
	if (holds === "public-link" && publicLink(text) === null) return "reference-not-a-link";
	if (holds === "public-link") return addressesIn(text).length > 0 ? "address-in-text" : null;
	const free = freeText(text, text.length);
	return typeof free === "string" ? null : free.refused;
}
