/** The fault, unless all is right: faults are told together. */
export const unless = (isRight: boolean, fault: string): string[] => (isRight ? [] : [fault]);
