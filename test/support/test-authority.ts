import { generate } from "selfsigned";

const dayMs = 24 * 60 * 60 * 1000;

export interface TestCertificate {
	/** PEM. */
	readonly key: string;
	/** PEM. */
	readonly cert: string;
}

export interface TestAuthority {
	/** Its own certificate, PEM. */
	readonly cert: string;
	/** A certificate for these host names, by default valid from yesterday to tomorrow. */
	issue(hosts: readonly string[], valid?: { readonly from?: Date; readonly to?: Date }): Promise<TestCertificate>;
}

const fromNow = (days: number) => new Date(Date.now() + days * dayMs);
const shared = { keyType: "ec", algorithm: "sha256" } as const;

/** A certificate authority of this test run; nothing else trusts it. */
export async function testAuthority(): Promise<TestAuthority> {
	const own = await generate([{ name: "commonName", value: "Meldkamer test authority" }], {
		...shared,
		notBeforeDate: fromNow(-400),
		notAfterDate: fromNow(30),
		extensions: [
			{ name: "basicConstraints", cA: true, critical: true },
			{ name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
		],
	});
	return {
		cert: own.cert,
		issue: async (hosts, { from = fromNow(-1), to = fromNow(1) } = {}) => {
			const made = await generate([{ name: "commonName", value: "test" }], {
				...shared,
				ca: { key: own.private, cert: own.cert },
				notBeforeDate: from,
				notAfterDate: to,
				extensions: [{ name: "subjectAltName", altNames: hosts.map((value) => ({ type: 2, value })) }],
			});
			return { key: made.private, cert: made.cert };
		},
	};
}

/** A certificate that nobody but itself vouches for. */
export async function selfSigned(host: string): Promise<TestCertificate> {
	const made = await generate([{ name: "commonName", value: host }], {
		...shared,
		extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
	});
	return { key: made.private, cert: made.cert };
}
