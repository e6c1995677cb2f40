set terminal svg size 960,384 font 'DejaVu Sans,13' background '#FFFFFF'
set encoding utf8
set border 3 linecolor rgb '#666666' linewidth 0.8
set tics nomirror out textcolor rgb '#222222'
set grid ytics linetype 1 linecolor rgb '#DDDDDD' linewidth 0.6
set key noenhanced outside bottom center horizontal Left reverse samplen 3 spacing 1.2 height 0.7
set datafile missing 'NaN'
set tmargin 3
set label 1000 'What each design leaves' . "\n" . 'one shock' at screen 0.5, screen 1 center offset 0,-1 noenhanced
unset key
unset grid
set border 0
set palette defined (0 '#FFFFFF', 0.01 '#FEEDDE', 0.25 '#FDD0A2', 0.5 '#FDAE6B', 0.75 '#F16913', 1 '#7F2704')
set cbrange [0:100]
set cblabel 'left to lenders (%)' noenhanced
set xlabel 'market' noenhanced
set xtics noenhanced
set ytics noenhanced
set xrange [-0.5:2.5]
set yrange [1.5:-0.5]
set xtics ('it''s/WETH' 0, 'base/USDC' 1, 'ink/WETH' 2)
set ytics ('none' 0, 'buffer' 1)
$d0 << EOD
0.0 0.0 100.0
1.0 0.0 100.0
2.0 0.0 NaN
0.0 1.0 90.0
1.0 1.0 5.0
2.0 1.0 NaN
EOD
$d1 << EOD
1.0 1.0 5.0
EOD
$d2 << EOD
0.0 0.0 100.0
1.0 0.0 100.0
0.0 1.0 90.0
EOD
plot $d0 using 1:2:3 with image pixels, \
  $d1 using 1:2:(sprintf('%.0f', $3)) with labels textcolor rgb '#222222', \
  $d2 using 1:2:(sprintf('%.0f', $3)) with labels textcolor rgb '#FFFFFF'
