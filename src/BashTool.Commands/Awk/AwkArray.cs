using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace BashTool.Commands.Awk;

/// <summary>
/// An associative array. Its elements come in the order that gawk's come in, because scripts print it: what an array was
/// first indexed by decides how it is kept. Small and dense integers lie in leaves by powers of two, other integers and
/// strings in two kinds of chained tables.
/// </summary>
internal sealed class AwkArray
{
    private Layout layout;
    private Layout beyond;
    private AwkIntegerTree? tree;
    private AwkIntegerTable? integers;
    private AwkStringTable? strings;

    private enum Layout : byte
    {
        Empty,

        /// <summary>Integers from 0 in the tree, the rest beyond it.</summary>
        Tree,

        /// <summary>Integers in their table, all else among the strings.</summary>
        Integers,
        Strings,
    }

    public int Count => (tree?.Count ?? 0) + (integers?.Count ?? 0) + (strings?.Count ?? 0);

    /// <summary>The element at a key, made where there is none.</summary>
    public ref AwkValue At(scoped ReadOnlySpan<byte> key, AwkString? owner = null)
    {
        Layout first = layout;
        if (first != Layout.Strings && AwkNumber.TryInteger(key, out int number))
        {
            return ref At(number);
        }

        if (first == Layout.Empty)
        {
            layout = Layout.Strings;
        }
        else if (first == Layout.Tree && beyond == Layout.Empty)
        {
            beyond = Layout.Strings;
        }

        return ref (strings ??= new AwkStringTable()).At(key, owner);
    }

    public ref AwkValue At(int key)
    {
        if (layout == Layout.Empty)
        {
            layout = key >= 0 ? Layout.Tree : Layout.Integers;
        }

        if (layout == Layout.Tree && key >= 0)
        {
            tree ??= new AwkIntegerTree();
            ref AwkValue found = ref tree.Find(key);
            if (!Unsafe.IsNullRef(ref found))
            {
                return ref found;
            }

            if (beyond != Layout.Empty)
            {
                found = ref FindBeyond(key);
                if (!Unsafe.IsNullRef(ref found))
                {
                    return ref found;
                }
            }

            if (tree.Accepts(key))
            {
                return ref tree.Add(key);
            }
        }

        Layout here = layout;
        if (here == Layout.Tree)
        {
            here = beyond == Layout.Empty ? beyond = Layout.Integers : beyond;
        }

        if (here == Layout.Integers)
        {
            return ref (integers ??= new AwkIntegerTable()).At(key);
        }

        Span<byte> text = stackalloc byte[16];
        Utf8Formatter.TryFormat(key, text, out int length);
        return ref (strings ??= new AwkStringTable()).At(text[..length], null);
    }

    /// <summary>The element at a key, or a null reference.</summary>
    public ref AwkValue Find(scoped ReadOnlySpan<byte> key)
    {
        if (layout != Layout.Strings && AwkNumber.TryInteger(key, out int number))
        {
            return ref Find(number);
        }

        if (strings is null)
        {
            return ref Unsafe.NullRef<AwkValue>();
        }

        return ref strings.Find(key);
    }

    public ref AwkValue Find(int key)
    {
        if (layout == Layout.Tree && key >= 0 && tree is not null)
        {
            ref AwkValue found = ref tree.Find(key);
            if (!Unsafe.IsNullRef(ref found))
            {
                return ref found;
            }
        }

        return ref FindBeyond(key);
    }

    public bool Remove(ReadOnlySpan<byte> key)
    {
        bool removed;
        if (layout != Layout.Strings && AwkNumber.TryInteger(key, out int number))
        {
            return Remove(number);
        }

        removed = strings is not null && strings.Remove(key);
        AfterRemoval(removed);
        return removed;
    }

    public bool Remove(int key)
    {
        bool removed = tree is not null && key >= 0 && tree.Remove(key);
        if (!removed && integers is not null)
        {
            removed = integers.Remove(key);
        }

        if (!removed && strings is not null && (layout == Layout.Strings || beyond == Layout.Strings))
        {
            Span<byte> text = stackalloc byte[16];
            Utf8Formatter.TryFormat(key, text, out int length);
            removed = strings.Remove(text[..length]);
        }

        AfterRemoval(removed);
        return removed;
    }

    public void Clear()
    {
        layout = beyond = Layout.Empty;
        tree = null;
        integers = null;
        strings = null;
    }

    /// <summary>The keys in gawk's order.</summary>
    public List<AwkString> Keys()
    {
        var keys = new List<AwkString>(Count);
        strings?.AddKeys(keys);
        integers?.AddKeys(keys);
        tree?.AddKeys(keys);
        return keys;
    }

    public ref AwkValue At(AwkString key) => ref At(key.Span, key);

    public void Set(string key, AwkValue value) => At(AwkString.Of(key)) = value;

    public void Set(string key, string value) => At(AwkString.Of(key)) = new AwkValue(AwkString.Of(value));

    private void AfterRemoval(bool removed)
    {
        if (!removed)
        {
            return;
        }

        if (Count == 0)
        {
            Clear();
        }
        else if (layout == Layout.Tree && (integers?.Count ?? 0) + (strings?.Count ?? 0) == 0)
        {
            beyond = Layout.Empty;
        }
    }

    private ref AwkValue FindBeyond(int key)
    {
        Layout here = layout == Layout.Tree ? beyond : layout;
        if (here == Layout.Integers && integers is not null)
        {
            return ref integers.Find(key);
        }

        if (here == Layout.Strings && strings is not null)
        {
            Span<byte> text = stackalloc byte[16];
            Utf8Formatter.TryFormat(key, text, out int length);
            return ref strings.Find(text[..length]);
        }

        return ref Unsafe.NullRef<AwkValue>();
    }
}
