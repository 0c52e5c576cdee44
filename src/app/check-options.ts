import type { OptionSpec } from "../core/command/command-spec.ts";
import type { OptionValue, OptionValues } from "../ports/chat.ts";
import type { Texts } from "../text/texts.ts";

const defaultMaxLength = 4000;

/**
 * The options as declared: texts trimmed, empty ones left out, numbers and choices checked. Platforms check much of this themselves; none
 * is relied on. `problem` is a plain sentence that names the option.
 */
export function checkOptions(
	specs: readonly OptionSpec[],
	given: OptionValues,
	texts: Texts,
): { readonly options: OptionValues } | { readonly problem: string } {
	const t = texts.replies;
	const options: Record<string, OptionValue> = {};
	for (const spec of specs) {
		const value = clean(given[spec.name]);
		if (value === undefined) {
			if (spec.required) return { problem: t.optionMissing(spec.name) };
			continue;
		}
		const typed = ofType(spec, value);
		if (typed === null) return { problem: t.optionWrong(spec.name) };
		if (typeof typed === "string" && typed.length > (spec.maxLength ?? defaultMaxLength))
			return { problem: t.optionTooLong(spec.name, texts.number(spec.maxLength ?? defaultMaxLength)) };
		options[spec.name] = typed;
	}
	return { options };
}

function clean(value: OptionValue | undefined): OptionValue | undefined {
	if (typeof value !== "string") return value;
	const trimmed = value.trim();
	return trimmed === "" ? undefined : trimmed;
}

function ofType(spec: OptionSpec, value: OptionValue): OptionValue | null {
	switch (spec.type) {
		case "file":
			return typeof value === "object" ? value : null;
		case "integer": {
			const whole = typeof value === "string" && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
			return typeof whole === "number" && Number.isSafeInteger(whole) ? whole : null;
		}
		case "boolean":
			if (value === "true" || value === "false") return value === "true";
			return typeof value === "boolean" ? value : null;
		case "choice":
			return spec.choices?.some((choice) => choice.value === value) === true ? value : null;
		case "case":
			return typeof value === "string" ? value.toUpperCase() : null;
		case "text":
		case "paragraph":
			return typeof value === "string" ? value : null;
	}
}
