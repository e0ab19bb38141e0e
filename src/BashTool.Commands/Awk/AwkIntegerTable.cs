using System.Runtime.CompilerServices;

namespace BashTool.Commands.Awk;

/// <summary>Elements by integers that the tree does not take: chains of pairs.</summary>
internal sealed class AwkIntegerTable
{
    private Pair?[] heads = [];

    public int Count { get; private set; }

    public ref AwkValue At(int key)
    {
        ref AwkValue found = ref Find(key);
        if (!Unsafe.IsNullRef(ref found))
        {
            return ref found;
        }

        Count++;
        if (heads.Length == 0 || Count / heads.Length > AwkTableSizes.ChainMaximum)
        {
            Grow();
        }

        ref AwkValue added = ref Put(key);
        added = AwkValue.Untouched;
        return ref added;
    }

    public ref AwkValue Find(int key)
    {
        if (heads.Length > 0)
        {
            for (Pair? pair = heads[Hash(key) % (uint)heads.Length]; pair is not null; pair = pair.Next)
            {
                if (pair.FirstKey == key)
                {
                    return ref pair.First;
                }

                if (pair.HasSecond && pair.SecondKey == key)
                {
                    return ref pair.Second;
                }
            }
        }

        return ref Unsafe.NullRef<AwkValue>();
    }

    public bool Remove(int key)
    {
        if (heads.Length == 0)
        {
            return false;
        }

        uint slot = Hash(key) % (uint)heads.Length;
        Pair? before = null;
        for (Pair? pair = heads[slot]; pair is not null; before = pair, pair = pair.Next)
        {
            if (pair.FirstKey == key)
            {
                if (pair.HasSecond)
                {
                    pair.FirstKey = pair.SecondKey;
                    pair.First = pair.Second;
                    pair.HasSecond = false;
                    pair.Second = default;
                }
                else if (before is null)
                {
                    heads[slot] = pair.Next;
                }
                else
                {
                    before.Next = pair.Next;
                }
            }
            else if (pair.HasSecond && pair.SecondKey == key)
            {
                pair.HasSecond = false;
                pair.Second = default;
            }
            else
            {
                continue;
            }

            if (--Count == 0)
            {
                heads = [];
            }

            return true;
        }

        return false;
    }

    public void AddKeys(List<AwkString> keys)
    {
        foreach (Pair? head in heads)
        {
            for (Pair? pair = head; pair is not null; pair = pair.Next)
            {
                keys.Add(AwkNumber.IntegerText(pair.FirstKey));
                if (pair.HasSecond)
                {
                    keys.Add(AwkNumber.IntegerText(pair.SecondKey));
                }
            }
        }
    }

    private static uint Hash(int key)
    {
        unchecked
        {
            uint hash = (uint)key;
            hash ^= hash << 3;
            hash += hash >> 5;
            hash ^= hash << 4;
            hash += hash >> 17;
            hash ^= hash << 25;
            hash += hash >> 6;
            return hash;
        }
    }

    private ref AwkValue Put(int key)
    {
        ref Pair? head = ref heads[Hash(key) % (uint)heads.Length];
        if (head is { HasSecond: false })
        {
            head.HasSecond = true;
            head.SecondKey = key;
            return ref head.Second;
        }

        head = new Pair { FirstKey = key, Next = head };
        return ref head.First;
    }

    private void Grow()
    {
        Pair?[] old = heads;
        int size = AwkTableSizes.After(old.Length);
        if (size == old.Length)
        {
            return;
        }

        heads = new Pair?[size];
        foreach (Pair? head in old)
        {
            for (Pair? pair = head; pair is not null; pair = pair.Next)
            {
                Put(pair.FirstKey) = pair.First;
                if (pair.HasSecond)
                {
                    Put(pair.SecondKey) = pair.Second;
                }
            }
        }
    }

    private sealed class Pair
    {
        public AwkValue First;
        public AwkValue Second;
        public int FirstKey;
        public int SecondKey;
        public bool HasSecond;
        public Pair? Next;
    }
}
