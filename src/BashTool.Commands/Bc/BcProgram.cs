namespace BashTool.Commands.Bc;

/// <summary>The names of a bc program: variables, arrays and functions, numbered as they come up.</summary>
internal sealed class BcProgram
{
    public const int InputBase = 0;
    public const int OutputBase = 1;
    public const int Scale = 2;
    public const int History = 3;
    public const int Last = 4;

    private readonly Dictionary<string, int> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BcFunction> functions = new(StringComparer.Ordinal);
    private readonly List<string> arrayNames = [""];

    /// <summary>What is compiled of the current line.</summary>
    public BcCode Main { get; } = new();

    public int Variable(string name)
    {
        if (!variables.TryGetValue(name, out int index))
        {
            index = Last + 1 + variables.Count;
            variables.Add(name, index);
        }

        return index;
    }

    public int Array(string name)
    {
        if (!arrays.TryGetValue(name, out int index))
        {
            index = arrayNames.Count;
            arrays.Add(name, index);
            arrayNames.Add(name);
        }

        return index;
    }

    public string ArrayName(int index) => arrayNames[index];

    public BcFunction Function(string name)
    {
        if (!functions.TryGetValue(name, out BcFunction? function))
        {
            function = new BcFunction(name, functions.Count + 1);
            functions.Add(name, function);
        }

        return function;
    }

    /// <summary>Defines the functions of the mathematical library.</summary>
    public void AddLibrary()
    {
        foreach (char name in "elscaj")
        {
            BcFunction function = Function(name.ToString());
            function.IsDefined = true;
            function.Library = name;
            function.Parameters = new BcLocal[BcMathLibrary.ParameterCount(name)];
        }
    }
}
