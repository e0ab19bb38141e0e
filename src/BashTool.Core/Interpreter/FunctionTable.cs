using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

/// <summary>A defined function: its definition, where it was defined, and its attributes.</summary>
public sealed record ShellFunction(string Name, FunctionDefinition Definition, string Source, int Line)
{
    public bool IsExported { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>Inherits DEBUG and RETURN traps (<c>declare -ft</c>).</summary>
    public bool IsTraced { get; init; }
}

/// <summary>The functions of a shell. A copy shares them until one side changes something.</summary>
public sealed class FunctionTable
{
    private Dictionary<string, ShellFunction> functions;
    private bool shared;

    public FunctionTable() => functions = new Dictionary<string, ShellFunction>(StringComparer.Ordinal);

    private FunctionTable(Dictionary<string, ShellFunction> functions)
    {
        this.functions = functions;
        shared = true;
    }

    public int Count => functions.Count;

    /// <summary>All of them, sorted by name.</summary>
    public IEnumerable<ShellFunction> All => functions.Values.OrderBy(static f => f.Name, StringComparer.Ordinal);

    public ShellFunction? Find(string name) => functions.Count == 0 ? null : functions.GetValueOrDefault(name);

    public void Define(ShellFunction function) => Own()[function.Name] = function;

    public bool Remove(string name) => functions.ContainsKey(name) && Own().Remove(name);

    public FunctionTable Clone()
    {
        shared = true;
        return new FunctionTable(functions);
    }

    private Dictionary<string, ShellFunction> Own()
    {
        if (shared)
        {
            functions = new Dictionary<string, ShellFunction>(functions, StringComparer.Ordinal);
            shared = false;
        }

        return functions;
    }
}
