// Loaded before a program (`NODE_OPTIONS=--import …`): its clock runs CLOCK_SHIFT_MS ahead, so that a wait of hours is over at once.

const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const RealDate = globalThis.Date;

class ShiftedDate extends RealDate {
	constructor(...values) {
		if (values.length === 0) super(ShiftedDate.now());
		else super(...values);
	}
	static now() {
		return RealDate.now() + shiftMs;
	}
}

if (shiftMs !== 0) globalThis.Date = ShiftedDate;
