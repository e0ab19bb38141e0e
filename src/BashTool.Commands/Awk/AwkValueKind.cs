namespace BashTool.Commands.Awk;

/// <summary>What a variable or an array element holds.</summary>
internal enum AwkValueKind : byte
{
    /// <summary>Nothing yet; it may still become an array.</summary>
    Untyped,

    /// <summary>Nothing, but used as a scalar or created as an element.</summary>
    Unassigned,
    Number,
    Boolean,
    String,

    /// <summary>Text from outside: a number too if it looks like one.</summary>
    Input,

    /// <summary>A strongly typed regular expression.</summary>
    Regex,
    Array,

    /// <summary>A parameter that was given an untyped variable and may turn it into an array.</summary>
    Reference,
}
