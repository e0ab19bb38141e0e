using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace BashTool.Core.Limits;

/// <summary>One bound on what a script may use up: a stable code, a name, a value.</summary>
public abstract class Limit(string code, string name, long value)
{
    /// <summary>The value that bounds nothing.</summary>
    public const long None = long.MaxValue;

    /// <summary>The stable code, as <c>BT-LIM-003</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The name in messages and settings.</summary>
    public string Name { get; } = name;

    /// <summary>The name in a policy file, as <c>loopIterations</c>.</summary>
    public string SettingName
    {
        get
        {
            string[] words = Name.Split(' ');
            return string.Concat(words.Select(static (word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
        }
    }

    public long Value { get; } = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));

    public bool IsUnlimited => Value == None;

    /// <summary>Throws when more than the value is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Check(long used)
    {
        if (used > Value)
        {
            Throw();
        }
    }

    [DoesNotReturn]
    public void Throw() => throw new LimitReachedException(Report);

    /// <summary>What a result says when it is reached.</summary>
    public LimitReport Report => new(Code, Name, Value, Describe());

    /// <summary>The value as messages show it.</summary>
    public virtual string Describe() => IsUnlimited ? "unlimited" : Value.ToString(CultureInfo.InvariantCulture);

    public override string ToString() => $"{Name}={Describe()}";
}
