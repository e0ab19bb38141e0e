namespace BashTool.Core.Interpreter;

/// <summary>Why commands are being skipped until something up the tree takes notice.</summary>
public enum Unwind
{
    None,

    /// <summary><c>break</c>, out of a number of loops.</summary>
    Break,

    /// <summary><c>continue</c>, out of a number of loops less one.</summary>
    Continue,

    /// <summary><c>return</c>, out of the function or sourced file.</summary>
    Return,

    /// <summary>The current top-level command is given up, as after an expansion error.</summary>
    Abandon,

    /// <summary><c>exit</c>, or <c>set -e</c>: out of the shell.</summary>
    Exit,
}
