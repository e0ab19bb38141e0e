namespace BashTool.Core.Files.Memory;

/// <summary>How much the files of one volume may hold.</summary>
internal sealed class MemorySpace(long capacity)
{
    private long used;

    public long Capacity => capacity;

    public long Used => Interlocked.Read(ref used);

    public bool Take(int bytes)
    {
        if (Interlocked.Add(ref used, bytes) <= capacity)
        {
            return true;
        }

        Interlocked.Add(ref used, -bytes);
        return false;
    }

    public void Release(int bytes) => Interlocked.Add(ref used, -bytes);
}
