import type { Pressed } from "../../src/app/command.ts";

/** What was typed in one field of a form; empty when nothing was. */
export function typedText({ typed }: Pressed, name: string): string {
	const value = typed[name];
	return typeof value === "string" ? value : "";
}
