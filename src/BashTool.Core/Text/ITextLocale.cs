namespace BashTool.Core.Text;

/// <summary>What the locale variables in force say about characters.</summary>
public interface ITextLocale
{
    /// <summary>False under <c>LC_ALL=C</c> and its like: every byte is a character.</summary>
    bool IsUtf8 { get; }
}
