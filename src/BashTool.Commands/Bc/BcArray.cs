namespace BashTool.Commands.Bc;

/// <summary>An array of bc: pages made where something is stored.</summary>
internal sealed class BcArray
{
    public const int MaximumIndex = 16777215;
    private const int PageLength = 256;

    private BcNumber[]?[] pages = [];

    public BcNumber this[int index]
    {
        get
        {
            int page = index / PageLength;
            return page < pages.Length && pages[page] is { } values ? values[index % PageLength] : BcNumber.Zero;
        }

        set
        {
            int page = index / PageLength;
            if (page >= pages.Length)
            {
                global::System.Array.Resize(ref pages, Math.Max(page + 1, Math.Min(pages.Length * 2, (MaximumIndex / PageLength) + 1)));
            }

            (pages[page] ??= new BcNumber[PageLength])[index % PageLength] = value;
        }
    }

    public BcArray Copy()
    {
        var copy = new BcArray { pages = new BcNumber[]?[pages.Length] };
        for (int i = 0; i < pages.Length; i++)
        {
            copy.pages[i] = (BcNumber[]?)pages[i]?.Clone();
        }

        return copy;
    }
}
