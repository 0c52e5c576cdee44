import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesChildAbuse } from "../../../src/core/case/names-child-abuse.ts";

describe("a text that is clearly about child abuse material", () => {
	it.each([
		"Sites met kinderporno",
		"KINDERPORNO op vps",
		"lijst-kinderporno_2026.csv",
		"kinder-pornografische websites",
		"beelden van seksueel kindermisbruik",
		"Kindermisbruikmateriaal gevonden",
		"foto's van kindermisbruik",
		"naaktfoto's van minderjarigen",
		"seksuele afbeeldingen van kinderen op een server",
		"pedoporno",
		"child porn",
		"Child-pornography hosted here",
		"CSAM on 12 hosts",
		"Open directory (csam)",
		"child sexual abuse material",
		"images of child sexual abuse",
		"child abuse images",
		"nude pictures of children",
		"paedo porn",
		"underage porn",
		"Kinder\u200bporno is not written like this, kinderporno is",
	])("is known: %s", (text) => {
		expect(namesChildAbuse(text)).toBe(true);
	});

	it.each([
		"Open databases of schools",
		"Website voor kinderen is lek",
		"Kindertelefoon: SQL-injectie",
		"Lek in de website van Meldpunt Kinderporno",
		"Phishing uit naam van meldpunt-kinderporno.nl",
		"Hulplijn tegen kindermisbruik kwetsbaar",
		"Stichting tegen kinderporno: open Redis",
		"Phishing of the Belgian login csam.be",
		"Kinderopvang: camera's open",
		"Child process escapes the sandbox",
		"Baby monitors: images of children visible on open cameras",
		"IP-camera's waarop beelden van kinderen te zien zijn",
		"Porn sites with malware",
		"Abuse contact of a child organisation",
		"Material for children, open bucket",
		"scam webshops",
		"Kinderpostzegels.nl lekt adressen",
	])("is not meant: %s", (text) => {
		expect(namesChildAbuse(text)).toBe(false);
	});

	it("is known whatever signs or case it is written with, between whatever words", () => {
		const noise = fc.stringMatching(/^[a-z]{0,8}$/);
		const sign = fc.constantFrom(" ", "-", "_", ".", "  ", "/");
		const word = fc.constantFrom(["child", "porn"], ["kinder", "porno"], ["child", "abuse", "images"], ["csam"]);
		fc.assert(
			fc.property(noise, word, sign, noise, fc.boolean(), (before, parts, between, after, upper) => {
				const text = `${before} ${parts.join(between)} ${after}`;
				fc.pre(!/^(?:anti|tegen|against|fighting|combating) /.test(text) && after !== "be");
				expect(namesChildAbuse(upper ? text.toUpperCase() : text)).toBe(true);
			}),
		);
	});
});
