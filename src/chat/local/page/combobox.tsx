import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface Suggestion {
	readonly value: string;
	readonly label: string;
}

interface ComboboxProps {
	readonly id: string;
	readonly value: string;
	readonly onValue: (value: string) => void;
	readonly suggest: (typed: string) => Promise<readonly Suggestion[]>;
	readonly maxLength?: number | undefined;
	readonly describedBy?: string | undefined;
	readonly invalid?: boolean;
	readonly required?: boolean;
}

const waitMs = 120;

/** A text box with suggestions; anything may be typed. */
export function Combobox({ id, value, onValue, suggest, maxLength, describedBy, invalid, required }: ComboboxProps) {
	const list = useId();
	const [found, setFound] = useState<readonly Suggestion[]>([]);
	const [open, setOpen] = useState(false);
	const [active, setActive] = useState(-1);
	const asked = useRef(0);
	const ask = useRef(suggest);
	ask.current = suggest;

	useEffect(() => {
		if (!open) return;
		const mine = ++asked.current;
		const timer = setTimeout(async () => {
			const answer = await ask.current(value).catch(() => []);
			if (mine !== asked.current) return;
			setFound(answer);
			setActive(-1);
		}, waitMs);
		return () => clearTimeout(timer);
	}, [value, open]);

	const shown = open && found.length > 0 && !(found.length === 1 && found[0]?.value === value);
	const take = (suggestion: Suggestion): void => {
		onValue(suggestion.value);
		setOpen(false);
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (event.key === "ArrowDown" && !shown) setOpen(true);
		if (!shown) return;
		const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
		const chosen = found[active];
		if (step !== 0) {
			event.preventDefault();
			setActive((active + step + found.length) % found.length);
		} else if (event.key === "Enter" && chosen !== undefined) {
			event.preventDefault();
			take(chosen);
		} else if (event.key === "Escape") {
			event.preventDefault();
			event.stopPropagation();
			setOpen(false);
		}
	};
	return (
		<div class="combobox">
			<input
				id={id}
				type="text"
				role="combobox"
				aria-expanded={shown}
				aria-controls={list}
				aria-autocomplete="list"
				aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined}
				aria-describedby={describedBy}
				aria-invalid={invalid}
				aria-required={required}
				autocomplete="off"
				maxLength={maxLength}
				value={value}
				onInput={(event) => {
					setOpen(true);
					onValue(event.currentTarget.value);
				}}
				onFocus={() => setOpen(true)}
				onBlur={() => setOpen(false)}
				onKeyDown={onKeyDown}
			/>
			<div class="popup" id={list} role="listbox" hidden={!shown}>
				{found.map((suggestion, index) => (
					<div
						key={suggestion.value}
						id={`${list}-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === active}
						onPointerDown={(event) => {
							event.preventDefault();
							take(suggestion);
						}}
					>
						{suggestion.label}
					</div>
				))}
			</div>
		</div>
	);
}
