using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToskaMesh.Functions.Store;

internal sealed class MeshStateRowConfiguration : IEntityTypeConfiguration<MeshStateRow>
{
    public void Configure(EntityTypeBuilder<MeshStateRow> builder)
    {
        builder.ToTable("MeshState");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.RelayHolder).HasMaxLength(128);
        builder.HasData(new MeshStateRow());
    }
}
