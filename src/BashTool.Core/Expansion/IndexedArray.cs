using System.Collections;

namespace BashTool.Core.Expansion;

/// <summary>A bash indexed array: dense storage for the usual case, a sorted list for far-apart subscripts.</summary>
public sealed class IndexedArray : IEnumerable<KeyValuePair<long, string>>
{
    private string?[] dense = [];
    private int end;
    private int count;
    private SortedList<long, string>? sparse;

    public IndexedArray()
    {
    }

    public IndexedArray(ReadOnlySpan<string> values)
    {
        dense = new string[values.Length];
        values.CopyTo(dense!);
        end = count = values.Length;
    }

    /// <summary>Two variables hold it: whoever writes copies first. Never taken back.</summary>
    internal bool IsShared { get; set; }

    public int Count => sparse is null ? count : sparse.Count;

    /// <summary>One more than the highest subscript in use.</summary>
    public long NextIndex
    {
        get
        {
            if (sparse is null)
            {
                return end;
            }

            return sparse.Count == 0 ? 0 : unchecked(sparse.GetKeyAtIndex(sparse.Count - 1) + 1);
        }
    }

    /// <summary>True where the elements are 0, 1, 2 ... without holes.</summary>
    public bool IsContiguous => sparse is null && count == end;

    /// <summary>The elements by subscript where <see cref="IsContiguous"/>.</summary>
    public ReadOnlySpan<string> Contiguous => dense.AsSpan(0, end)!;

    public string? this[long index]
    {
        get
        {
            if (sparse is null)
            {
                return (ulong)index < (ulong)end ? dense[index] : null;
            }

            return sparse.TryGetValue(index, out string? value) ? value : null;
        }
    }

    public void Set(long index, string value)
    {
        if (sparse is null)
        {
            if (index < end || index <= 1024L + (4L * count))
            {
                int at = (int)index;
                if (at >= dense.Length)
                {
                    Array.Resize(ref dense, Math.Max(at + 1, Math.Max(8, dense.Length * 2)));
                }

                if (dense[at] is null)
                {
                    count++;
                }

                dense[at] = value;
                if (at >= end)
                {
                    end = at + 1;
                }

                return;
            }

            BecomeSparse();
        }

        sparse![index] = value;
    }

    public void Append(string value) => Set(NextIndex, value);

    public void Remove(long index)
    {
        if (sparse is not null)
        {
            sparse.Remove(index);
            return;
        }

        if ((ulong)index < (ulong)end && dense[index] is not null)
        {
            dense[index] = null;
            count--;
            while (end > 0 && dense[end - 1] is null)
            {
                end--;
            }
        }
    }

    public void Clear()
    {
        Array.Clear(dense, 0, end);
        end = count = 0;
        sparse = null;
    }

    public IndexedArray Clone()
    {
        var copy = new IndexedArray();
        if (sparse is not null)
        {
            copy.sparse = new SortedList<long, string>(sparse);
        }
        else
        {
            copy.dense = dense.AsSpan(0, end).ToArray();
            copy.end = end;
            copy.count = count;
        }

        return copy;
    }

    /// <summary>Adds the values in the order of their subscripts.</summary>
    public void CopyValuesTo(List<string> list)
    {
        if (IsContiguous)
        {
            list.AddRange(Contiguous);
            return;
        }

        foreach (KeyValuePair<long, string> pair in this)
        {
            list.Add(pair.Value);
        }
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<long, string>> IEnumerable<KeyValuePair<long, string>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void BecomeSparse()
    {
        var list = new SortedList<long, string>(count + 4);
        for (int i = 0; i < end; i++)
        {
            if (dense[i] is { } value)
            {
                list.Add(i, value);
            }
        }

        sparse = list;
        dense = [];
        end = count = 0;
    }

    /// <summary>Walks the elements in the order of their subscripts.</summary>
    public struct Enumerator(IndexedArray array) : IEnumerator<KeyValuePair<long, string>>
    {
        private int next;

        public KeyValuePair<long, string> Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (array.sparse is { } list)
            {
                if (next >= list.Count)
                {
                    return false;
                }

                Current = new(list.GetKeyAtIndex(next), list.GetValueAtIndex(next));
                next++;
                return true;
            }

            while (next < array.end)
            {
                int at = next++;
                if (array.dense[at] is { } value)
                {
                    Current = new(at, value);
                    return true;
                }
            }

            return false;
        }

        public void Reset() => next = 0;

        public readonly void Dispose()
        {
        }
    }
}
