namespace BashTool.Commands.Bc;

/// <summary>A function's parameter or auto variable.</summary>
internal readonly record struct BcLocal(int Index, bool IsArray, bool IsReference);

/// <summary>A function of a bc program; known by name before it is defined.</summary>
internal sealed class BcFunction(string name, int number)
{
    public string Name { get; } = name;

    public int Number { get; } = number;

    public bool IsDefined { get; set; }

    public bool IsVoid { get; set; }

    /// <summary>The name in the mathematical library, where it is one of its functions.</summary>
    public char Library { get; set; }

    public BcCode Code { get; set; } = new();

    public BcLocal[] Parameters { get; set; } = [];

    public BcLocal[] Autos { get; set; } = [];
}

/// <summary>Compiled code with its constants.</summary>
internal sealed class BcCode
{
    public List<BcInstruction> Instructions { get; } = [];

    public List<BcConstant> Constants { get; } = [];

    public List<string> Texts { get; } = [];

    /// <summary>The arguments of each call: <c>0</c> for a value, <c>1</c> for an array.</summary>
    public List<(BcFunction Function, string Arguments)> Calls { get; } = [];

    public int Address { get; set; }

    public void Clear()
    {
        Instructions.Clear();
        Constants.Clear();
        Texts.Clear();
        Calls.Clear();
        Address = 0;
    }
}

/// <summary>A number as it stands in the program: which it is depends on the base at the time.</summary>
internal sealed class BcConstant(string digits)
{
    private int readAs;
    private BcNumber value;

    public BcNumber Value(int inputBase)
    {
        if (readAs != inputBase)
        {
            readAs = inputBase;
            value = BcDigits.Read(digits, inputBase);
        }

        return value;
    }
}
