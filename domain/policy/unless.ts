/** A list with the fault, or an empty one if all is right: faults are reported together. */
export const unless = (isRight: boolean, fault: string): string[] => (isRight ? [] : [fault]);
