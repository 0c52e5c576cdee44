import type { ResolutionReason } from "./resolution.ts";

/**
 * Why a host has no address to look up, by what name servers say: there is no such name; the name, or what it is an alias of, has no
 * address; its alias leads to a name that does not exist, or in a circle; all its addresses are special-use.
 */
export const noAddress = {
	"no-such-name": "no-such-host",
	"no-address": "host-without-address",
	"dangling-alias": "host-alias-broken",
	"alias-loop": "host-alias-broken",
	"special-use": "host-in-special-use",
} as const satisfies Readonly<Record<string, ResolutionReason>>;
