import type { KeyProblem } from "../../core/contact/key-problem.ts";

const words: Readonly<Record<UnusableKey["problem"], string>> = {
	"not-a-key": "can't be read",
	"private-key": "has its secret part in it",
	"too-large": "is larger than keys are",
	expired: "has expired",
	revoked: "was revoked by its owner",
	"too-weak": "is too short to be safe",
	"cannot-encrypt": "can't be encrypted to",
	"cannot-sign": "can't sign",
};

/** A key that a mail must be encrypted or signed with and can't be. Nothing is sent in its place. Holds nothing of the key but its fingerprint. */
export class UnusableKey extends Error {
	readonly whose: "operator" | "hotline";
	/** In groups of four digits; null for what can't be read. */
	readonly fingerprint: string | null;
	readonly problem: KeyProblem | "cannot-sign";
	/** One sentence for the volunteers: whose key it is, and why. */
	readonly reason: string;
	constructor(key: Pick<UnusableKey, "whose" | "fingerprint" | "problem">) {
		const whose = key.whose === "operator" ? "the operator's" : "the hotline's own";
		const which = key.fingerprint === null ? "" : ` ${key.fingerprint}`;
		const reason = `${whose} OpenPGP key${which} ${words[key.problem]}`;
		super(reason);
		this.name = "UnusableKey";
		this.whose = key.whose;
		this.fingerprint = key.fingerprint;
		this.problem = key.problem;
		this.reason = reason;
	}
}
