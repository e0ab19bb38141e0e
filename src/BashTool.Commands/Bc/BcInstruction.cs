namespace BashTool.Commands.Bc;

/// <summary>What the machine can do; the comments give the stack before and after.</summary>
internal enum BcOperation : byte
{
    Constant,
    Zero,
    One,

    /// <summary>An array as an argument.</summary>
    ArrayArgument,
    LoadVariable,
    StoreVariable,
    IncrementVariable,
    DecrementVariable,

    /// <summary>index -> value</summary>
    LoadElement,

    /// <summary>index value -> value</summary>
    StoreElement,

    /// <summary>index -></summary>
    IncrementElement,
    DecrementElement,
    Duplicate,
    Drop,
    Swap,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Raise,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Not,
    Negate,
    Jump,

    /// <summary>value -> ; jumps where it is zero.</summary>
    JumpIfZero,

    /// <summary>value -> ; jumps where it is not.</summary>
    JumpIfNotZero,
    PrintLine,
    Print,
    PrintText,
    WriteText,
    Call,
    Return,
    Halt,
    Length,
    SquareRoot,
    ScaleOf,
    Read,
    Random,
}

/// <summary>An instruction, and the address that GNU bc's messages would give for it.</summary>
internal record struct BcInstruction(BcOperation Operation, int Operand, int Address);
